import type { Place } from '../kernel/tree.ts'
import { jsonOf } from '../values/json.ts'
import { asText, failureAt, hiddenAt, hiddenIn, type Value } from '../values/value.ts'
import { lacks, partOf } from './functions/collections.ts'
import type { Scope } from './names.ts'
import { partlyAt, propertyAt, shortened, textIn } from './partly.ts'
import { isResource, propertyOf } from './resource-value.ts'

/** Nothing where there is no such part. */
export function stepInto(
  value: Value,
  key: Value,
  context: { readonly scope: Scope; readonly at: Place },
): Value | undefined {
  const { at } = context
  const name = asText(key) ?? ''
  // Of what is repeated nobody knows how often, each one stands for all.
  if (isResource(value) && value.path.length === 0 && !/^[a-z]/i.test(name)) return value
  if (key.kind === 'hidden') return lacks(value, key) ? undefined : unknownPart(value, key, at)
  if (isResource(value)) return propertyOf(value, name, at)
  if (value.kind === 'hidden') return follow(value, name, context)
  return value.kind === 'scalar' ? failureAt('the value has no parts', at) : partOf(value, key)
}

/** A part of a value that is known, by a key that is not: the same of both is the same value. */
function unknownPart(value: Value, key: Value & { readonly kind: 'hidden' }, at: Place): Value {
  const [of, by] = [hiddenIn(value) === undefined ? jsonOf(value) : textIn(value), textIn(key)]
  return of === undefined || by === undefined
    ? hiddenAt(key.reason, at)
    : partlyAt(`[${shortened(of)}[${by}]]`, at)
}

/** A property of something that only exists once it is deployed; outputs of nested deployments are worked out. */
function follow(
  value: Value & { readonly kind: 'hidden' },
  key: string,
  { scope, at }: { readonly scope: Scope; readonly at: Place },
): Value {
  const { refersTo } = value
  const text = textIn(value)
  if (refersTo === undefined) {
    return text === undefined ? hiddenAt(value.reason, at) : partlyAt(`[${text}.${key}]`, at)
  }
  const path = [...refersTo.path, key]
  const [, outputs, name = '', last] = path
  if (outputs?.toLowerCase() === 'outputs' && last !== undefined && path.length === 4) {
    const output = scope.names.outputOf(refersTo.to.toLowerCase(), name, at)
    if (output !== undefined) return output
  }
  return propertyAt({ ...refersTo, path }, at)
}
