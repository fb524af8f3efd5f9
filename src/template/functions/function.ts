import type { Place } from '../../kernel/tree.ts'
import type { Value } from '../../values/value.ts'
import type { Scope } from '../names.ts'
import type { Expression } from '../syntax.ts'

/** A function that hangs on its arguments alone. */
export interface PureFunction {
  /** How much of its arguments it has to know: nothing of what is deep in them, the lists themselves, or everything. */
  readonly knows: 'nothing' | 'outside' | 'all'
  /** What it comes to where it does not know enough, and what it knows decides; else nobody knows. */
  readonly partly?: (given: readonly Value[], at: Place) => Value | undefined
  /** Nothing where ARM would refuse the arguments. */
  readonly run: (given: readonly Value[], at: Place) => Value | undefined
}

export type PureFunctions = Readonly<Record<string, PureFunction>>

/** Where a call stands, and how what it is given is worked out. */
export interface CallContext {
  readonly scope: Scope
  readonly at: Place
  readonly evaluate: (expression: Expression, scope?: Scope) => Value
  readonly evaluateNode: (node: Value, scope: Scope) => Value
}

/** A function that hangs on more than its arguments, or does not need them all. */
export type SpecialFunction = (given: readonly Expression[], context: CallContext) => Value
