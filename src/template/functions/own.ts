import { child, itemsOf } from '../../kernel/tree.ts'
import { asText, hiddenAt, type Value } from '../../sources/values.ts'
import type { CallContext } from './function.ts'

/** A function that the template declares; it sees nothing but its own parameters. */
export function callOwn(
  name: string,
  values: readonly Value[],
  { scope, at, evaluateNode }: CallContext,
): Value {
  const declared = scope.names.ownFunction(name)
  const value = child(child(declared, 'output'), 'value')
  if (value === undefined) return hiddenAt(`the function ${name.slice(0, 80)} is not declared`, at)
  const names = itemsOf(child(declared, 'parameters')).map((each) => asText(child(each, 'name')) ?? '')
  const locals = names.map((each, index) => {
    const given = values[index] ?? hiddenAt(`parameter ${each} is not given`, at)
    return [`parameter ${each.toLowerCase()}`, given] as const
  })
  return evaluateNode(value, { names: scope.names, loops: new Map(), locals: new Map(locals) })
}
