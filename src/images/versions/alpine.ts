import type { Order } from './order.ts'

/**
 * The order of apk as its releases up to 3.x have it (apk-tools, src/version.c): digits, a letter, suffixes, a revision. What
 * does not fit is compared up to where it stops to fit.
 */
export function compareAlpine(a: string, b: string): Order {
  const [x, y] = [new Reader(a), new Reader(b)]
  let [left, right] = [0n, 0n]
  while (x.kind === y.kind && x.kind < Kind.end && x.kind !== Kind.invalid && left === right) {
    left = x.next()
    right = y.next()
  }
  if (left !== right) return left < right ? -1 : 1
  return x.kind === y.kind ? 0 : compareRests(x, y)
}

/** The longer version is the later one, but for a suffix that says it comes before. */
function compareRests(x: Reader, y: Reader): Order {
  const [left, right] = [x.kind, y.kind]
  if (left === Kind.suffix && x.next() < 0) return -1
  if (right === Kind.suffix && y.next() < 0) return 1
  return left > right ? -1 : 1
}

const Kind = {
  invalid: -1,
  digitOrZero: 0,
  digit: 1,
  letter: 2,
  suffix: 3,
  suffixNumber: 4,
  revision: 5,
  end: 6,
} as const

type Kind = (typeof Kind)[keyof typeof Kind]

/** From the earliest to the latest; those before the blank come before the version itself. */
const suffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p']
const neutral = suffixes.indexOf('')

/** Reads a version token by token; `kind` is what stands next. */
class Reader {
  #rest: string
  kind: Kind = Kind.digit

  constructor(text: string) {
    this.#rest = text
  }

  next(): bigint {
    if (this.#rest === '') {
      this.kind = Kind.end
      return 0n
    }
    if (this.kind === Kind.digitOrZero && this.#rest.startsWith('0')) return this.#zeros()
    if (this.kind === Kind.letter) return BigInt(this.#take(1).charCodeAt(0))
    if (this.kind === Kind.suffix) return this.#suffix()
    return BigInt(this.#take(/^[0-9]*/.exec(this.#rest)?.[0].length ?? 0) || '0')
  }

  /** Of fractions such as `1.01` and `1.001` the one with more zeros comes first. */
  #zeros(): bigint {
    const count = /^0+/.exec(this.#rest)?.[0].length ?? 0
    this.#rest = this.#rest.slice(count)
    this.kind = this.#rest === '' ? Kind.end : Kind.digit
    return BigInt(-count)
  }

  #suffix(): bigint {
    const found = suffixes.findIndex((each) => each !== '' && this.#rest.startsWith(each))
    if (found === -1) {
      this.kind = Kind.invalid
      return -1n
    }
    this.#take(suffixes[found]?.length ?? 0)
    return BigInt(found < neutral ? found - neutral : found - neutral - 1)
  }

  #take(length: number): string {
    const taken = this.#rest.slice(0, length)
    this.#rest = this.#rest.slice(length)
    this.#advance()
    return taken
  }

  /** Says what stands next, and drops the sign that tells. */
  #advance(): void {
    const { kind: found, length } = this.#rest === '' ? { kind: Kind.end, length: 0 } : this.#sign()
    this.#rest = this.#rest.slice(length)
    this.kind = found >= this.kind || mayFollow(this.kind, found) ? found : Kind.invalid
  }

  #sign(): { kind: Kind; length: number } {
    const unsaid = unsaidKind(this.kind, this.#rest[0] ?? '')
    if (unsaid !== undefined) return { kind: unsaid, length: 0 }
    const [sign, kind] = signs.find(([each]) => this.#rest.startsWith(each)) ?? [' ', Kind.invalid]
    return { kind, length: sign.length }
  }
}

const signs: readonly (readonly [sign: string, kind: Kind])[] = [
  ['.', Kind.digitOrZero],
  ['_', Kind.suffix],
  ['-r', Kind.revision],
]

/** What a character begins without a sign before it. */
function unsaidKind(before: Kind, first: string): Kind | undefined {
  if (/[a-z]/.test(first)) return before <= Kind.digit ? Kind.letter : undefined
  if (!/[0-9]/.test(first)) return undefined
  if (before === Kind.letter) return Kind.digit
  return before === Kind.suffix ? Kind.suffixNumber : undefined
}

/** What may follow although it stands before in the order of a version. */
function mayFollow(before: Kind, found: Kind): boolean {
  return (
    (found === Kind.digitOrZero && before === Kind.digit) ||
    (found === Kind.suffix && before === Kind.suffixNumber) ||
    (found === Kind.digit && before === Kind.letter)
  )
}
