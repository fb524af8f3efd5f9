import type { Known } from '../model/known.ts'
import { originOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'

/** What a control says of one asset. There is no fourth answer: what does not apply is not asked. */
export type Verdict = Pass | Fail | Unknown

export interface Pass {
  readonly verdict: 'pass'
}

export interface Fail {
  readonly verdict: 'fail'
  /** What is wrong with this asset, in one sentence that stands alone. */
  readonly message: string
  /** Where it shows, the most telling place first; the asset's own place where nothing is written down. */
  readonly evidence: readonly Origin[]
}

export interface Unknown {
  readonly verdict: 'unknown'
  readonly message: string
  readonly evidence: readonly Origin[]
}

const passed: Pass = { verdict: 'pass' }

export function pass(): Pass {
  return passed
}

export function fail(message: string, ...evidence: readonly (Origin | undefined)[]): Fail {
  return { verdict: 'fail', message, evidence: present(evidence) }
}

export function unknown(message: string, ...evidence: readonly (Origin | undefined)[]): Unknown {
  return { verdict: 'unknown', message, evidence: present(evidence) }
}

function present(evidence: readonly (Origin | undefined)[]): readonly Origin[] {
  const isPresent = (origin: Origin | undefined): origin is Origin => origin !== undefined
  return evidence.every(isPresent) ? evidence : evidence.filter(isPresent)
}

/** Leaves a claim open, with the reason why nobody can tell. */
export function doubtful(
  claim: string,
  reason: string,
  ...evidence: readonly (Origin | undefined)[]
): Unknown {
  return unknown(`It cannot be told whether this is so: ${claim} The reason: ${reason}.`, ...evidence)
}

/** Leaves open what would fail if it were there. */
export function ifThere(verdict: Verdict, what: string): Verdict {
  if (verdict.verdict !== 'fail') return verdict
  return doubtful(verdict.message, `nobody says whether ${what} will be there`, ...verdict.evidence)
}

/** Leaves open what would fail where a field has some value, and nobody knows whether it has. */
export function whereSo(field: Known<unknown>, verdict: Verdict): Verdict {
  if (field.state !== 'hidden' || verdict.verdict !== 'fail') return verdict
  return doubtful(verdict.message, field.reason, field.origin)
}

/**
 * Fails where a value is bad. A hidden value is never judged: it makes the verdict `unknown`, so that no author of a
 * control can forget it.
 */
export function forbid<T>(known: Known<T>, isBad: (value: T) => boolean, message: string): Verdict {
  if (known.state === 'hidden') return doubtful(message, known.reason, known.origin)
  return isBad(known.value) ? fail(message, originOf(known)) : passed
}

/** Fails unless a value is good; hidden values make it `unknown`. */
export function demand<T>(known: Known<T>, isGood: (value: T) => boolean, message: string): Verdict {
  return forbid(known, (value) => !isGood(value), message)
}

/** The worst of several verdicts, with the evidence of all that share it: fail before unknown before pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.every(isPass)) return passed
  return merge(verdicts, 'fail') ?? merge(verdicts, 'unknown') ?? passed
}

function isPass({ verdict }: Verdict): boolean {
  return verdict === 'pass'
}

function merge<V extends 'fail' | 'unknown'>(verdicts: readonly Verdict[], kind: V): Verdict | undefined {
  const same = verdicts.filter((each): each is Fail | Unknown => each.verdict === kind)
  const [first, ...others] = same
  if (first === undefined) return undefined
  return others.length === 0 ? first : { ...first, evidence: same.flatMap((each) => each.evidence) }
}

/** Judges every item of a list; the list passes where each item does. */
export function every<T>(items: readonly T[], judge: (item: T, index: number) => Verdict): Verdict {
  return items.length === 0 ? passed : worst(items.map((item, index) => judge(item, index)))
}

/** The best of several verdicts: enough that one holds. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.some(isPass)) return passed
  return merge(verdicts, 'unknown') ?? merge(verdicts, 'fail') ?? passed
}
