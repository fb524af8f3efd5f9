import type { Known } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import { assumption, doubted } from './doubt.ts'
import type { Position } from './position.ts'
import type { Opening } from './opening.ts'

/** Something that has to be so before a way is there. */
export interface Condition {
  readonly is: 'yes' | 'no' | 'unknown'
  /** Where it shows. */
  readonly origin?: Origin | undefined
  /** Completes "It is not known …". */
  readonly question: string
  /** Name of the control that demands that it is not so. */
  readonly control?: string
}

export function closedBy(control: string, condition: Condition): Condition {
  return { ...condition, control }
}

/** Whether a field has a value that opens a way; a hidden one may. */
export function conditionOn<T>(field: Known<T>, isOpen: (value: T) => boolean, question: string): Condition {
  if (field.state === 'hidden') return { is: 'unknown', origin: field.origin, question }
  const origin = field.state === 'stated' ? field.origin : undefined
  return { is: isOpen(field.value) ? 'yes' : 'no', origin, question }
}

export interface Ways {
  readonly to: readonly Position[]
  readonly how: string
  readonly barriers: readonly StandingBarrier[]
}

/** Ways that are there where every condition is met; at worst where one cannot be told. Most are not: these cost nothing. */
export function openWhere(conditions: readonly Condition[], waysOf: () => Ways): readonly Opening[] {
  if (conditions.some(({ is }) => is === 'no')) return []
  const { to, how, barriers } = waysOf()
  const evidence = conditions.flatMap(({ origin }) => origin ?? [])
  const control = conditions.find((each) => each.control !== undefined)?.control
  const rest = {
    ...doubted(conditions.map(doubtOf).find((doubt) => doubt !== undefined)),
    ...(control === undefined ? {} : { closedBy: control }),
  }
  return to.map((position) => ({ to: position, how, evidence, barriers, ...rest }))
}

/** What has to be known to tell; nothing where it is told. */
export function doubtOf({ is, question, origin }: Condition): Assumption | undefined {
  return is === 'unknown' ? assumption(question, origin) : undefined
}
