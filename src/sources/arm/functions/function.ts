import type { Place } from '../../../kernel/tree.ts'
import type { Value } from '../../values.ts'

/** A function that hangs on its arguments alone. */
export interface PureFunction {
  /** How much of its arguments it has to know: nothing of what is deep in them, the lists themselves, or everything. */
  readonly knows: 'nothing' | 'outside' | 'all'
  /** Nothing where ARM would refuse the arguments. */
  readonly run: (given: readonly Value[], at: Place) => Value | undefined
}

export type PureFunctions = Readonly<Record<string, PureFunction>>
