import { compareDigits, compareLists, compareTexts, isNumber, type Order } from './order.ts'

/** Semantic Versioning 2.0.0, with a `v` before and numbers of any length; fewer than three numbers are filled up. */
export function compareSemver(a: string, b: string): Order {
  const [x, y] = [parse(a), parse(b)]
  return compareNumbers(x.numbers, y.numbers) || comparePrerelease(x.prerelease, y.prerelease)
}

/** As pub has it: what was built also counts, and stands behind what was not. */
export function comparePub(a: string, b: string): Order {
  return compareSemver(a, b) || compareBuild(parse(a).build, parse(b).build)
}

interface Semver {
  readonly numbers: readonly string[]
  readonly prerelease: string
  readonly build: string
}

function parse(text: string): Semver {
  const [, numbers = '', rest = ''] = /^[vV]?([0-9]+(?:\.[0-9]+){0,2})?(.*)/s.exec(text) ?? []
  const plus = rest.indexOf('+')
  const prerelease = plus === -1 ? rest : rest.slice(0, plus)
  return {
    numbers: numbers === '' ? [] : numbers.split('.'),
    prerelease: prerelease.replace(/^[-.]/, ''),
    build: plus === -1 ? '' : rest.slice(plus + 1),
  }
}

export function compareNumbers(a: readonly string[], b: readonly string[]): Order {
  return compareLists(a, b, { filler: '0', compare: compareDigits })
}

/** A version without comes last (§11). */
export function comparePrerelease(a: string, b: string): Order {
  if (a === '' || b === '') return Number(a === '') - Number(b === '')
  return compareIdentifiers(a, b)
}

function compareBuild(a: string, b: string): Order {
  if (a === '' || b === '') return Number(b === '') - Number(a === '')
  return compareIdentifiers(a, b)
}

/** Numbers before texts, and the shorter list first (§11.4). */
function compareIdentifiers(a: string, b: string): Order {
  const [x, y] = [a.split('.'), b.split('.')]
  return compareLists<string | undefined>(x, y, { filler: undefined, compare: compareIdentifier })
}

function compareIdentifier(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (isNumber(a) && isNumber(b)) return compareDigits(a, b)
  return Number(isNumber(b)) - Number(isNumber(a)) || compareTexts(a, b)
}
