import { compareText } from '../../../kernel/text.ts'
import type { Entry } from '../../../kernel/tree.ts'
import {
  areEqual,
  asNumber,
  asText,
  asTruth,
  hiddenAt,
  isNull,
  listAt,
  mapAt,
  partsOf,
  scalarAt,
  sortedEntries,
  type Value,
} from '../../../values/value.ts'
import type { CallContext, Functions, TerraformFunction } from './function.ts'

function itemsOf(value: Value | undefined): readonly Value[] | undefined {
  return value?.kind === 'list' ? value.items : undefined
}

/** A function of lists alone. */
function ofLists(
  run: (lists: readonly (readonly Value[])[], context: CallContext) => Value | undefined,
): TerraformFunction {
  return {
    knows: 'lists',
    run: (given, context) => {
      const lists = given.flatMap((value) => (value.kind === 'list' ? [value.items] : []))
      return lists.length === given.length ? run(lists, context) : undefined
    },
  }
}

/** Without repeats, in the order of the first ones; nothing where a part that nobody knows decides it. */
function distinct(items: readonly Value[]): Value[] | undefined {
  const kept: Value[] = []
  for (const item of items) {
    const answers = kept.map((other) => areEqual(item, other))
    if (answers.includes(undefined) || item.kind === 'hidden') return items.length === 1 ? [item] : undefined
    if (!answers.includes(true)) kept.push(item)
  }
  return kept
}

/** Terraform keeps the texts of a set in order. */
function setOf(items: readonly Value[]): Value[] | undefined {
  if (items.length > 1000) return undefined
  const own = distinct(items)
  return own?.every((item) => asText(item) !== undefined)
    ? own.toSorted((a, b) => compareText(asText(a) ?? '', asText(b) ?? ''))
    : own
}

function asSet(items: readonly Value[] | undefined, { at }: CallContext): Value | undefined {
  if (items === undefined) return undefined
  const made = setOf(items)
  return made === undefined ? hiddenAt('the items of the set cannot be told apart', at) : listAt(made, at)
}

function flattened(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) => (item.kind === 'list' ? flattened(item.items) : [item]))
}

/** What nobody knows may be a list. */
function flatten([list]: readonly Value[], { at }: CallContext): Value | undefined {
  if (list?.kind !== 'list') return undefined
  const items = flattened(list.items)
  const unclear = items.find((item) => item.kind === 'hidden')
  return unclear?.kind === 'hidden' ? hiddenAt(unclear.reason, at) : listAt(items, at)
}

function merge(given: readonly Value[], { at }: CallContext): Value | undefined {
  const entries = new Map<string, Entry>()
  for (const each of given.filter((value) => !isNull(value))) {
    if (each.kind !== 'map') return undefined
    for (const [key, entry] of each.entries) entries.set(key, entry)
  }
  return mapAt(entries, at)
}

function lookup([map, key, fallback]: readonly Value[], { at }: CallContext): Value | undefined {
  const name = asText(key)
  if (map?.kind !== 'map') return map?.kind === 'hidden' ? hiddenAt(map.reason, at) : undefined
  if (name === undefined) return key?.kind === 'hidden' ? hiddenAt(key.reason, at) : undefined
  return map.entries.get(name)?.value ?? fallback
}

function contains([list, wanted]: readonly Value[], { at }: CallContext): Value | undefined {
  const items = itemsOf(list)
  if (items === undefined || wanted === undefined) return undefined
  const answers = items.map((item) => areEqual(item, wanted) ?? sameText(item, wanted))
  if (answers.includes(true)) return scalarAt(true, at)
  return answers.includes(undefined) ? hiddenAt('an item cannot be known', at) : scalarAt(false, at)
}

function sameText(a: Value, b: Value): boolean | undefined {
  return a.kind === 'hidden' || b.kind === 'hidden' ? undefined : false
}

function coalesce(given: readonly Value[], isEmpty: (value: Value) => boolean): Value | undefined {
  return given.find((value) => value.kind === 'hidden' || !isEmpty(value))
}

/** Terraform refuses more than 1,024 items, too. */
const mostInRange = 1024

function range(given: readonly Value[], { at }: CallContext): Value | undefined {
  const numbers = given.map(asNumber)
  const [first = Number.NaN, second, third] = numbers
  const [start, end] = second === undefined ? [0, first] : [first, second]
  const step = third ?? (end < start ? -1 : 1)
  const count = Math.max(0, Math.ceil((end - start) / step))
  if (numbers.includes(undefined) || !(count <= mostInRange)) return undefined
  return listAt(
    Array.from({ length: count }, (_, index) => scalarAt(start + index * step, at)),
    at,
  )
}

function allTrue(given: readonly Value[], { at }: CallContext, deciding: boolean): Value | undefined {
  const truths = itemsOf(given[0])?.map((item) =>
    item.kind === 'hidden' ? undefined : asTruth(item) === true,
  )
  if (truths === undefined) return undefined
  if (truths.includes(deciding)) return scalarAt(deciding, at)
  return truths.includes(undefined) ? hiddenAt('an item cannot be known', at) : scalarAt(!deciding, at)
}

function zipmap([keys, values]: readonly Value[], { at }: CallContext): Value | undefined {
  const [names, items] = [itemsOf(keys)?.map(asText), itemsOf(values)]
  if (names === undefined || items?.length !== names.length) return undefined
  return mapAt(
    new Map(
      names.map((name, index) => [
        name ?? '',
        { keyStart: at.start, value: items[index] ?? scalarAt(null, at) },
      ]),
    ),
    at,
  )
}

function slice([list, from, to]: readonly Value[], { at }: CallContext): Value | undefined {
  const [items, start, end] = [itemsOf(list), asNumber(from), asNumber(to)]
  if (items === undefined || start === undefined || end === undefined) return undefined
  return start < 0 || end < start || end > items.length ? undefined : listAt(items.slice(start, end), at)
}

function element([list, index]: readonly Value[]): Value | undefined {
  const [items, at] = [itemsOf(list), asNumber(index)]
  if (items === undefined || items.length === 0 || at === undefined) return undefined
  return items.at(at % items.length)
}

function chunk([list, size]: readonly Value[], { at }: CallContext): Value | undefined {
  const [items, width] = [itemsOf(list), asNumber(size)]
  if (items === undefined || width === undefined || width < 1) return undefined
  const parts = Array.from({ length: Math.ceil(items.length / width) }, (_, index) =>
    listAt(items.slice(index * width, (index + 1) * width), at),
  )
  return listAt(parts, at)
}

function lengthOf([value]: readonly Value[], { at }: CallContext): Value | undefined {
  if (value?.kind === 'list') return scalarAt(value.items.length, at)
  if (value?.kind === 'map') return scalarAt(value.entries.size, at)
  const text = value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
  return text === undefined ? undefined : scalarAt([...new Intl.Segmenter().segment(text)].length, at)
}

function one([value]: readonly Value[], { at }: CallContext): Value | undefined {
  const items = itemsOf(value) ?? (value === undefined || isNull(value) ? [] : [value])
  return items.length > 1 ? undefined : (items[0] ?? scalarAt(null, at))
}

function sorted([list]: readonly Value[], { at }: CallContext): Value | undefined {
  const texts = itemsOf(list)
  if (texts === undefined || texts.some((text) => asText(text) === undefined)) return undefined
  return listAt(
    texts.toSorted((a, b) => compareText(asText(a) ?? '', asText(b) ?? '')),
    at,
  )
}

function setproduct(lists: readonly (readonly Value[])[], { at }: CallContext): Value {
  const size = lists.reduce((product, list) => product * list.length, 1)
  if (size > 1000) return hiddenAt('the product has too many items', at)
  let rows: readonly (readonly Value[])[] = [[]]
  for (const list of lists) rows = rows.flatMap((row) => list.map((item) => [...row, item]))
  return listAt(
    rows.map((row) => listAt(row, at)),
    at,
  )
}

function intersection(lists: readonly (readonly Value[])[], context: CallContext): Value | undefined {
  const [first = [], ...others] = lists
  if (lists.some((items) => items.some((item) => item.kind === 'hidden')))
    return hiddenAt('an item cannot be known', context.at)
  return asSet(
    first.filter((item) => others.every((list) => list.some((other) => areEqual(item, other) === true))),
    context,
  )
}

function subtract(lists: readonly (readonly Value[])[], context: CallContext): Value | undefined {
  const [first = [], others = []] = lists
  if ([...first, ...others].some((item) => item.kind === 'hidden'))
    return hiddenAt('an item cannot be known', context.at)
  return asSet(
    first.filter((item) => !others.some((other) => areEqual(item, other) === true)),
    context,
  )
}

export const collections: Functions = {
  alltrue: { knows: 'lists', run: (given, context) => allTrue(given, context, false) },
  anytrue: { knows: 'lists', run: (given, context) => allTrue(given, context, true) },
  chunklist: { knows: 'lists', run: chunk },
  coalesce: {
    knows: 'nothing',
    run: (given) => coalesce(given, (value) => isNull(value) || asText(value) === ''),
  },
  coalescelist: {
    knows: 'nothing',
    run: (given) => coalesce(given, (value) => itemsOf(value)?.length === 0),
  },
  compact: {
    knows: 'all',
    run: ([list], { at }) => {
      const items = itemsOf(list)?.filter((item) => !isNull(item) && asText(item) !== '')
      return items && listAt(items, at)
    },
  },
  concat: ofLists((lists, { at }) => listAt(lists.flat(), at)),
  contains: { knows: 'lists', run: contains },
  distinct: {
    knows: 'all',
    run: ([list], { at }) => {
      const items = itemsOf(list)
      return items === undefined || items.length > 1000 ? undefined : listAt(distinct(items) ?? items, at)
    },
  },
  element: { knows: 'lists', run: element },
  flatten: { knows: 'lists', run: flatten },
  index: {
    knows: 'all',
    run: ([list, wanted], { at }) => {
      const found = itemsOf(list)?.findIndex(
        (item) => wanted !== undefined && areEqual(item, wanted) === true,
      )
      return found === undefined || found === -1 ? undefined : scalarAt(found, at)
    },
  },
  keys: {
    knows: 'lists',
    run: ([map], { at }) =>
      map?.kind === 'map'
        ? listAt(
            sortedEntries(map).map(([key]) => scalarAt(key, at)),
            at,
          )
        : undefined,
  },
  length: { knows: 'lists', run: lengthOf },
  lookup: { knows: 'nothing', run: lookup },
  merge: { knows: 'lists', run: merge },
  one: { knows: 'lists', run: one },
  range: { knows: 'all', run: range },
  reverse: ofLists(([items = []], { at }) => listAt(items.toReversed(), at)),
  setintersection: ofLists(intersection),
  setproduct: ofLists(setproduct),
  setsubtract: ofLists(subtract),
  setunion: ofLists((lists, context) => asSet(lists.flat(), context)),
  slice: { knows: 'lists', run: slice },
  sort: { knows: 'all', run: sorted },
  tolist: { knows: 'lists', run: ([value]) => (value?.kind === 'list' ? value : undefined) },
  tomap: { knows: 'lists', run: ([value]) => (value?.kind === 'map' ? value : undefined) },
  toset: { knows: 'lists', run: ([value], context) => asSet(itemsOf(value), context) },
  values: {
    knows: 'lists',
    run: ([map], { at }) => (map?.kind === 'map' ? listAt(partsOf(map), at) : undefined),
  },
  zipmap: { knows: 'lists', run: zipmap },
}
