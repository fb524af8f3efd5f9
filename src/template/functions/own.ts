import { child, itemsOf } from '../../kernel/tree.ts'
import { asText, hiddenAt, type Value } from '../../values/value.ts'
import { localName } from '../loops.ts'
import type { OwnFunction } from '../names.ts'
import type { CallContext } from './function.ts'

/** A function that a template declares; it sees nothing but its own parameters, which ARM and Bicep name differently. */
export function callOwn(
  { declared, names }: OwnFunction,
  values: readonly Value[],
  { at, evaluateNode }: CallContext,
): Value {
  const value = child(child(declared, 'output'), 'value')
  if (value === undefined) return hiddenAt('the function has no result', at)
  const parameters = itemsOf(child(declared, 'parameters')).map((each) => asText(child(each, 'name')) ?? '')
  const locals = parameters.flatMap((each, index) => {
    const given = values[index] ?? hiddenAt(`parameter ${each} is not given`, at)
    return [[`parameter ${each.toLowerCase()}`, given] as const, [localName(each), given] as const]
  })
  return evaluateNode(value, { names, loops: new Map(), locals: new Map(locals) })
}
