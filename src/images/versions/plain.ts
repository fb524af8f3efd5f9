import { compareDigits, compareLists, compareTexts, type Order } from './order.ts'
import { compareNumbers, comparePrerelease } from './semver.ts'

/** Numbers one after the other; of two that begin alike the longer is the later: Hackage, and CRAN with dashes as well. */
export function comparePlain(a: string, b: string): Order {
  const [x, y] = [a.split(/[.-]/), b.split(/[.-]/)]
  return compareLists(x, y, { filler: '', compare: compareDigits }) || x.length - y.length
}

/** NuGet's order: four numbers, and a prerelease in any case (learn.microsoft.com, NuGet package versioning). */
export function compareNuget(a: string, b: string): Order {
  const [x, y] = [parseNuget(a), parseNuget(b)]
  return compareNumbers(x.numbers, y.numbers) || comparePrerelease(x.prerelease, y.prerelease)
}

function parseNuget(text: string): { numbers: readonly string[]; prerelease: string } {
  const [version = ''] = text.toLowerCase().split('+')
  const [, numbers = '', prerelease = ''] = /^v?([0-9]+(?:\.[0-9]+)*)?(?:[-.]?(.*))/s.exec(version) ?? []
  return { numbers: numbers.split('.'), prerelease }
}

/** RubyGems' order (Gem::Version): letters make a prerelease, and zeros before letters and at the end do not count. */
export function compareGem(a: string, b: string): Order {
  return compareLists(segmentsOf(a), segmentsOf(b), { filler: '0', compare: compareSegment })
}

function segmentsOf(text: string): readonly string[] {
  const segments = text.replaceAll('-', '.pre.').match(/[0-9]+|[A-Za-z]+/g) ?? []
  const letter = segments.findIndex((each) => /[A-Za-z]/.test(each))
  const release = letter === -1 ? segments : segments.slice(0, letter)
  return [
    ...withoutTrailingZeros(release),
    ...withoutTrailingZeros(letter === -1 ? [] : segments.slice(letter)),
  ]
}

function withoutTrailingZeros(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.findLastIndex((each) => !/^0+$/.test(each)) + 1)
}

function compareSegment(a: string, b: string): Order {
  const [x, y] = [/^[0-9]/.test(a), /^[0-9]/.test(b)]
  if (x && y) return compareDigits(a, b)
  return Number(x) - Number(y) || compareTexts(a, b)
}
