import { lookup } from '../../kernel/lookup.ts'
import type { Entry, MapNode } from '../../kernel/tree.ts'
import { evaluate } from './evaluate.ts'
import type { Scope } from './scope.ts'
import type { Block, Call, Expression } from './syntax.ts'
import {
  asNumber,
  asText,
  asTruth,
  hiddenAt,
  isNull,
  listAt,
  mapAt,
  scalarAt,
  type Value,
} from '../../values/value.ts'

/** The value of a variable: the one given, in the type that is declared, else its default. */
export function variableValue(block: Block, given: Value | undefined, scope: Scope): Value {
  const argument = (name: string): Expression | undefined =>
    block.body.attributes.find((each) => each.name === name)?.value
  const [type, fallback, nullable] = [argument('type'), argument('default'), argument('nullable')]
  const refusesNull = nullable !== undefined && asTruth(evaluate(nullable, scope)) === false
  const own = given !== undefined && refusesNull && isNull(given) ? undefined : given
  const value = own ?? (fallback === undefined ? withoutValue(block, scope) : evaluate(fallback, scope))
  return type === undefined ? value : inType(value, type, scope)
}

function withoutValue({ labels: [name = ''], start, end }: Block, { document }: Scope): Value {
  return hiddenAt(`variable ${name} has no value`, { document, start, end })
}

/** Converts as Terraform does, as far as configurations depend on it: texts, numbers, truth values, optional members. */
function inType(value: Value, type: Expression, scope: Scope): Value {
  if (value.kind === 'hidden' || isNull(value)) return value
  if (type.kind === 'name') return inPrimitive(value, type.name)
  if (type.kind !== 'call') return value
  const [inner] = type.arguments
  if (inner === undefined) return value
  return lookup(converters, type.name)?.(value, inner, scope) ?? value
}

const primitives: Readonly<Record<string, (value: Value) => string | number | boolean | undefined>> = {
  string: asText,
  number: asNumber,
  bool: asTruth,
}

function inPrimitive(value: Value, name: string): Value {
  const plain = lookup(primitives, name)?.(value)
  return plain === undefined ? value : scalarAt(plain, value)
}

const converters: Readonly<Record<string, (value: Value, inner: Expression, scope: Scope) => Value>> = {
  list: inList,
  set: inList,
  map: (value, inner, scope) =>
    value.kind === 'map'
      ? mapAt(
          mapValues(value, (each) => inType(each, inner, scope)),
          value,
        )
      : value,
  object: (value, inner, scope) =>
    value.kind === 'map' && inner.kind === 'object' ? inObject(value, inner.entries, scope) : value,
  optional: (value, inner, scope) => inType(value, inner, scope),
}

function inList(value: Value, inner: Expression, scope: Scope): Value {
  if (value.kind !== 'list') return value
  return listAt(
    value.items.map((item) => inType(item, inner, scope)),
    value,
  )
}

function mapValues({ entries }: MapNode, convert: (value: Value) => Value): ReadonlyMap<string, Entry> {
  return new Map(
    [...entries].map(([key, entry]) => [key, { ...entry, value: convert(entry.value) }] as const),
  )
}

/** A member that is missing has the default of `optional(type, default)`, or null. */
function inObject(
  value: MapNode,
  members: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
): Value {
  const entries = new Map(value.entries)
  for (const { key, value: type } of members) {
    const name = key.kind === 'literal' ? String(key.value) : undefined
    if (name === undefined) continue
    const given = value.entries.get(name)
    const own = given === undefined || isNull(given.value) ? fallbackOf(type, value, scope) : given.value
    entries.set(name, { keyStart: given?.keyStart ?? own.start, value: inType(own, type, scope) })
  }
  return mapAt(entries, value)
}

function fallbackOf(type: Expression, at: Value, scope: Scope): Value {
  const fallback = isOptional(type) ? type.arguments[1] : undefined
  return fallback === undefined ? scalarAt(null, at) : evaluate(fallback, scope)
}

function isOptional(type: Expression): type is Call {
  return type.kind === 'call' && type.name === 'optional'
}
