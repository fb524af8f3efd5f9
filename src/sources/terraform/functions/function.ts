import type { Place } from '../../../kernel/tree.ts'
import type { Scope } from '../scope.ts'
import { failureAt, hiddenAt, hiddenIn, type Value } from '../../../values/value.ts'

export interface CallContext {
  readonly at: Place
  readonly readFile: Scope['module']['readFile']
}

/** A function of Terraform: https://developer.hashicorp.com/terraform/language/functions. */
export interface TerraformFunction {
  /** How much of its arguments it has to know: nothing of what is deep in them, the lists themselves, or everything. */
  readonly knows: 'nothing' | 'lists' | 'all'
  /** Nothing where Terraform would refuse the arguments. */
  readonly run: (given: readonly Value[], context: CallContext) => Value | undefined
}

/** Calls a function where what it has to know is known. */
export function callKnown(
  { knows, run }: TerraformFunction,
  given: readonly Value[],
  context: CallContext,
): Value {
  const unclear =
    knows === 'nothing' ? undefined : given.map((value) => unclearIn(value, knows)).find(Boolean)
  if (unclear !== undefined)
    return 'failed' in unclear ? failureAt(unclear.reason, context.at) : hiddenAt(unclear.reason, context.at)
  return run(given, context) ?? failureAt('the arguments do not fit the function', context.at)
}

function unclearIn(value: Value, knows: 'lists' | 'all'): (Value & { readonly kind: 'hidden' }) | undefined {
  if (knows === 'all') return hiddenIn(value)
  return value.kind === 'hidden' ? value : undefined
}

export type Functions = Readonly<Record<string, TerraformFunction>>
