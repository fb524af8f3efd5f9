import type { Origin } from '../../model/origin.ts'
import type { Assumption } from './barrier.ts'

interface Doubtable {
  readonly assumes?: Assumption
}

/** What something that may hang on an assumption says of it, to spread into it: nothing where it is sure. */
export function doubted(assumes: Assumption | undefined): Doubtable {
  return assumes === undefined ? {} : { assumes }
}

/** A question, with the place that leaves it open where there is one. */
export function assumption(question: string, origin: Origin | undefined): Assumption {
  return origin === undefined ? { question } : { question, origin }
}

/** Each hangs on an assumption, unless it hangs on one of its own. */
export function alsoDoubted<T extends Doubtable>(
  all: readonly T[],
  assumes: Assumption | undefined,
): readonly T[] {
  return assumes === undefined ? all : all.map((each) => ({ assumes, ...each }))
}

/** Each hangs on an assumption, whatever it hung on before. */
export function allDoubted<T extends Doubtable>(
  all: readonly T[],
  assumes: Assumption | undefined,
): readonly T[] {
  return assumes === undefined ? all : all.map((each) => ({ ...each, assumes }))
}
