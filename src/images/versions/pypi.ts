import { compareDigits, compareLists, compareTexts, isNumber, type Order } from './order.ts'

/** Python's order (PEP 440); versions of before it come before all others, in setuptools' old order. */
export function comparePypi(a: string, b: string): Order {
  const [x, y] = [parse(a), parse(b)]
  if (x !== undefined && y !== undefined) return compareModern(x, y)
  if (x === undefined && y === undefined) return compareLegacy(a, b)
  return x === undefined ? -1 : 1
}

interface PythonVersion {
  readonly epoch: string
  readonly release: readonly string[]
  /** Sorts `dev` alone, `a`, `b`, `rc`, none, in this order. */
  readonly phase: number
  readonly phaseNumber: string
  /** Nothing where it is no post release. */
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: readonly string[] | undefined
}

/** PEP 440, Appendix B. */
const grammar =
  /^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<phaseNumber>[0-9]+)?)?(?:-(?<implicitPost>[0-9]+)|(?<post>[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]+)?))?(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i

const phases: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
}
const noPhase = 4

/** Far longer ones no index takes. */
const maxLength = 1000

function parse(text: string): PythonVersion | undefined {
  const groups = text.length > maxLength ? undefined : grammar.exec(text)?.groups
  if (groups === undefined) return undefined
  const { epoch = '0', release = '', phase, phaseNumber = '0', local } = groups
  const post = groups['implicitPost'] ?? numberOf(groups, 'post')
  const dev = numberOf(groups, 'dev')
  return {
    epoch,
    release: release.split('.'),
    phase: phaseOf(phase, post, dev),
    phaseNumber,
    post,
    dev,
    local: local?.toLowerCase().split(/[-_.]/),
  }
}

/** A word without a number counts as its zeroth. */
function numberOf(groups: Readonly<Record<string, string | undefined>>, word: string): string | undefined {
  return groups[word] === undefined ? undefined : (groups[`${word}Number`] ?? '0')
}

/** A development release of the version itself comes before its first alpha. */
function phaseOf(phase: string | undefined, post: string | undefined, dev: string | undefined): number {
  if (phase !== undefined) return phases[phase.toLowerCase()] ?? noPhase
  return post === undefined && dev !== undefined ? 0 : noPhase
}

function compareModern(a: PythonVersion, b: PythonVersion): Order {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, { filler: '0', compare: compareDigits }) ||
    a.phase - b.phase ||
    compareDigits(a.phaseNumber, b.phaseNumber) ||
    compareWhere(a.post, b.post, -1) ||
    compareWhere(a.dev, b.dev, 1) ||
    compareLocal(a.local, b.local)
  )
}

/** What stands in one alone: before the other (`missing` is 1) or behind it. */
function compareWhere(a: string | undefined, b: string | undefined, missing: Order): Order {
  if (a === undefined || b === undefined) return missing * (Number(a === undefined) - Number(b === undefined))
  return compareDigits(a, b)
}

function compareLocal(a: readonly string[] | undefined, b: readonly string[] | undefined): Order {
  return compareLists<string | undefined>(a ?? [], b ?? [], { filler: undefined, compare: compareLocalPart })
}

/** Numbers behind texts, the longer behind the shorter. */
function compareLocalPart(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  const [x, y] = [isNumber(a), isNumber(b)]
  return x && y ? compareDigits(a, b) : Number(x) - Number(y) || compareTexts(a, b)
}

function compareLegacy(a: string, b: string): Order {
  return compareLists<string>(legacyParts(a), legacyParts(b), { filler: '', compare: compareTexts })
}

const legacyWords: Readonly<Record<string, string>> = {
  pre: 'c',
  preview: 'c',
  '-': 'final-',
  rc: 'c',
  dev: '@',
}

/** As pkg_resources had it: numbers filled up with zeros, words with a star before, zeros before a word dropped. */
function legacyParts(text: string): readonly string[] {
  const parts: string[] = []
  for (const part of legacyTokens(text)) {
    if (part.startsWith('*')) {
      if (part < '*final') popAll(parts, '*final-')
      popAll(parts, '00000000')
    }
    parts.push(part)
  }
  return parts
}

function popAll(parts: string[], part: string): void {
  while (parts.at(-1) === part) parts.pop()
}

function legacyTokens(text: string): readonly string[] {
  const tokens = text.toLowerCase().match(/[0-9]+|[a-z]+|-|[^0-9a-z.-]+/g) ?? []
  const parts = tokens.map((token) => {
    const part = legacyWords[token] ?? token
    return /^[0-9]/.test(part) ? part.padStart(8, '0') : `*${part}`
  })
  return [...parts, '*final']
}
