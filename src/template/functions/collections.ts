import type { Entry, MapNode, Place } from '../../kernel/tree.ts'
import {
  areEqual,
  asNumber,
  asText,
  failureAt,
  hiddenAt,
  isNull,
  listAt,
  mapAt,
  scalarAt,
  sortedEntries,
  type Value,
} from '../../values/value.ts'
import { isPartly, knownPieces, textAt, textIn } from '../partly.ts'
import type { PureFunction, PureFunctions } from './function.ts'

/** ARM bounds ranges and loops at 10,000 and 800. */
const mostItems = 10_000
/** Items that are compared with each other. */
const mostCompared = 200_000

const createArray: PureFunction = { knows: 'nothing', run: (given, at) => listAt(given, at) }

const createObject: PureFunction = {
  knows: 'nothing',
  run: (given, at) => {
    const entries = new Map<string, Entry>()
    for (let index = 0; index + 1 < given.length; index += 2) {
      const [key, value] = [textIn(given[index]), given[index + 1]]
      if (key === undefined || value === undefined) return hiddenAt('a key cannot be known', at)
      entries.set(key, { keyStart: value.start, value })
    }
    return mapAt(entries, at)
  },
}

function isEmpty(value: Value): boolean | undefined {
  if (value.kind === 'list') return value.items.length === 0
  if (value.kind === 'map' && value.entries.size === 0) return value.rest === undefined ? true : undefined
  if (value.kind === 'map') return false
  return value.kind === 'hidden' ? undefined : isNull(value) || value.value === ''
}

/** A text with a known part is not empty, whatever the rest of it is. */
const empty: PureFunction = {
  knows: 'nothing',
  run: ([value], at) => {
    if (value === undefined) return undefined
    const known = isEmpty(value)
    if (known !== undefined) return scalarAt(known, at)
    const text = 'text' in value && typeof value.text === 'string' ? value.text : '['
    return text.startsWith('[') ? hiddenAt('the value cannot be known', at) : scalarAt(false, at)
  },
}

const length: PureFunction = {
  knows: 'outside',
  run: ([value], at) => {
    if (value?.kind === 'list') return scalarAt(value.items.length, at)
    if (value?.kind === 'map') return scalarAt(value.entries.size, at)
    const text = asText(value)
    return text === undefined ? undefined : scalarAt(text.length, at)
  },
}

const contains: PureFunction = {
  knows: 'outside',
  partly: ([container, item], at) => {
    const part = asText(item) ?? ''
    // What a known part of a text contains, all of it does.
    const isIn = part !== '' && knownPieces(textIn(container) ?? '').some((piece) => piece.includes(part))
    return isIn ? scalarAt(true, at) : undefined
  },
  run: ([container, item], at) => {
    if (container === undefined || item === undefined) return undefined
    if (container.kind === 'list') return containsItem(container.items, item, at)
    const key = asText(item)
    if (key === undefined) return undefined
    if (isOpenUnder(container, key)) return hiddenAt('a key cannot be known', at)
    if (container.kind === 'map') return scalarAt(valueUnder(container, key) !== undefined, at)
    return scalarAt((asText(container) ?? '').includes(key), at)
  },
}

function containsItem(items: readonly Value[], item: Value, at: Place): Value {
  const answers = items.map((each) => areEqual(each, item))
  if (answers.includes(true)) return scalarAt(true, at)
  return answers.includes(undefined) ? hiddenAt('an item cannot be known', at) : scalarAt(false, at)
}

/** ARM does not tell upper from lower case in the names of properties. */
export function valueUnder(value: Value, key: string): Value | undefined {
  if (value.kind !== 'map') return undefined
  const exact = value.entries.get(key)
  if (exact !== undefined) return exact.value
  const spelled = spellingsOf(value.entries).get(key.toLowerCase())
  return spelled === undefined ? undefined : value.entries.get(spelled)?.value
}

const spellings = new WeakMap<MapNode['entries'], ReadonlyMap<string, string>>()

/** How the keys of a map are spelled, by their small letters: made once, since many may ask. */
function spellingsOf(entries: MapNode['entries']): ReadonlyMap<string, string> {
  const known = spellings.get(entries)
  if (known !== undefined) return known
  const made = new Map([...entries.keys()].map((key) => [key.toLowerCase(), key] as const))
  spellings.set(entries, made)
  return made
}

/** Lists and maps put together; in maps later ones win, and maps in them are put together too. */
const union: PureFunction = {
  knows: 'outside',
  run: ([first, ...others], at) => {
    if (first === undefined) return undefined
    return others.reduce<Value>((made, each) => united(made, each, at), first)
  },
}

function united(one: Value, other: Value, at: Place): Value {
  if (one.kind === 'list' && other.kind === 'list') return unitedLists(one.items, other.items, at)
  if (one.kind === 'map' && other.kind === 'map') return unitedMaps(one, other, at)
  // What nobody knows may be a map, of which the other one sets a part.
  return one.kind === 'hidden' && other.kind === 'map' ? one : other
}

function unitedLists(some: readonly Value[], others: readonly Value[], at: Place): Value {
  if (some.length * others.length > mostCompared) return hiddenAt('there is too much to compare', at)
  const answers = others.map((item) => some.map((each) => areEqual(each, item)))
  if (answers.some((each) => each.includes(undefined) && !each.includes(true)))
    return hiddenAt('an item cannot be known', at)
  return listAt([...some, ...others.filter((_, index) => answers[index]?.includes(true) !== true)], at)
}

function unitedMaps(one: MapNode, other: MapNode, at: Place): Value {
  const entries = new Map(one.entries)
  for (const [key, entry] of other.entries) {
    const known = entries.get(key)?.value
    entries.set(key, known === undefined ? entry : { ...entry, value: united(known, entry.value, at) })
  }
  return mapAt(entries, at)
}

const range: PureFunction = {
  knows: 'all',
  run: ([start, count], at) => {
    const [from, size] = [asNumber(start), asNumber(count)]
    if (from === undefined || size === undefined || size < 0) return undefined
    if (size > mostItems) return failureAt('there are too many items', at)
    return listAt(
      Array.from({ length: size }, (_, index) => scalarAt(from + index, at)),
      at,
    )
  },
}

/** The start of a text or a list, or what is behind it. */
function part(cut: <T>(items: readonly T[], count: number) => readonly T[]): PureFunction {
  return {
    knows: 'outside',
    run: ([value, many], at) => {
      const count = asNumber(many)
      if (count === undefined) return undefined
      if (value?.kind === 'list') return listAt(cut(value.items, Math.max(0, count)), at)
      const text = asText(value)
      return text === undefined ? undefined : scalarAt(cut([...text], Math.max(0, count)).join(''), at)
    },
  }
}

/** One end of a list or a text. */
function endOf(pick: <T>(items: readonly T[]) => T | undefined): PureFunction {
  return {
    knows: 'outside',
    run: ([value], at) => {
      if (value?.kind === 'list') return pick(value.items) ?? scalarAt(null, at)
      return scalarAt(pick([...(asText(value) ?? '')]) ?? '', at)
    },
  }
}

const intersection: PureFunction = {
  knows: 'all',
  run: ([first, ...others], at) => {
    const lists = others.map((each) => (each.kind === 'list' ? each.items : []))
    if (first?.kind !== 'list') return hiddenAt('the intersection of maps is not worked out', at)
    const pairs = lists.reduce((sum, list) => sum + list.length, 0) * first.items.length
    if (pairs > mostCompared) return hiddenAt('there is too much to compare', at)
    const isInAll = (item: Value): boolean => lists.every((list) => list.some((each) => areEqual(each, item)))
    return listAt(first.items.filter(isInAll), at)
  },
}

const items: PureFunction = {
  knows: 'outside',
  run: ([map], at) => {
    if (map?.kind !== 'map') return undefined
    const pairs = sortedEntries(map).map(([key, { value }]) =>
      mapAt(
        new Map([
          ['key', { keyStart: value.start, value: textAt(key, value) }],
          ['value', { keyStart: value.start, value }],
        ]),
        value,
      ),
    )
    return listAt(pairs, at)
  },
}

const flatten: PureFunction = {
  knows: 'outside',
  run: ([list], at) => {
    if (list?.kind !== 'list') return undefined
    const unclear = list.items.find((item) => item.kind === 'hidden')
    if (unclear?.kind === 'hidden') return hiddenAt(unclear.reason, at)
    return listAt(
      list.items.flatMap((item) => (item.kind === 'list' ? item.items : [item])),
      at,
    )
  },
}

function extreme(pick: (...numbers: number[]) => number): PureFunction {
  return {
    knows: 'all',
    run: (given, at) => {
      const all = given.flatMap((value) => (value.kind === 'list' ? value.items : [value])).map(asNumber)
      const numbers = all.filter((number) => number !== undefined)
      return numbers.length === 0 || numbers.length < all.length || numbers.length > mostItems
        ? undefined
        : scalarAt(pick(...numbers), at)
    },
  }
}

/** The value at the end of a path; null where there is none. */
const tryGet: PureFunction = {
  knows: 'nothing',
  run: ([value, ...keys], at) => {
    let reached = value
    for (const key of keys) {
      if (reached === undefined) return scalarAt(null, at)
      if (reached.kind === 'hidden') return hiddenAt('the value cannot be known', at)
      if (key.kind === 'hidden' && !lacks(reached, key)) return hiddenAt('the value cannot be known', at)
      reached = partOf(reached, key)
    }
    return reached ?? scalarAt(null, at)
  },
}

const openMaps = new WeakMap<MapNode['entries'], boolean>()

/** Whether a map has a key of which a part is not known: it may be any other one. Looked for once, since many may ask. */
function hasOpenKey(value: Value): boolean {
  if (value.kind !== 'map') return false
  const known = openMaps.get(value.entries)
  if (known !== undefined) return known
  const isOpen = [...value.entries.keys()].some(isPartly)
  openMaps.set(value.entries, isOpen)
  return isOpen
}

/** Whether nobody can tell what a map has under a key: it may be one that is not known, or more than stands there. */
function isOpenUnder(value: Value, key: string): boolean {
  if (value.kind !== 'map') return false
  return hasOpenKey(value) || (value.rest !== undefined && valueUnder(value, key) === undefined)
}

/** In larger maps keys are not compared with what is known of one. */
const mostCandidates = 200

/** Whether a map has no key that begins as one does of which the rest is not known. */
export function lacks(value: Value, key: Value): boolean {
  const [start = ''] = (textIn(key) ?? '').toLowerCase().split('[', 1)
  if (value.kind !== 'map' || start === '' || value.entries.size > mostCandidates) return false
  return ![...value.entries.keys()].some((each) => each.toLowerCase().startsWith(start))
}

/** An item or a property; nothing where there is none. */
export function partOf(value: Value, key: Value): Value | undefined {
  if (value.kind === 'list') return value.items[asNumber(key) ?? -1]
  const name = asText(key) ?? ''
  return isOpenUnder(value, name) ? hiddenAt('a key cannot be known', value) : valueUnder(value, name)
}

/** An item counted from the end, beginning with 1. */
function fromEnd(isSafe: boolean): PureFunction {
  return {
    knows: 'outside',
    run: ([list, index], at) => {
      if (list?.kind !== 'list') return undefined
      const item = list.items[list.items.length - (asNumber(index) ?? 0)]
      return item ?? (isSafe ? scalarAt(null, at) : undefined)
    },
  }
}

const shallowMerge: PureFunction = {
  knows: 'outside',
  run: ([list], at) => {
    if (list?.kind !== 'list') return undefined
    const unclear = list.items.find((item) => item.kind === 'hidden')
    if (unclear?.kind === 'hidden') return hiddenAt(unclear.reason, at)
    return mapAt(new Map(list.items.flatMap((item) => (item.kind === 'map' ? [...item.entries] : []))), at)
  },
}

export const collections: PureFunctions = {
  array: {
    knows: 'outside',
    run: ([value], at) => (value === undefined || value.kind === 'list' ? value : listAt([value], at)),
  },
  contains,
  createarray: createArray,
  createobject: createObject,
  empty,
  first: endOf((all) => all[0]),
  flatten,
  indexfromend: fromEnd(false),
  intersection,
  items,
  last: endOf((all) => all.at(-1)),
  length,
  max: extreme(Math.max),
  min: extreme(Math.min),
  objectkeys: {
    knows: 'outside',
    run: ([map], at) =>
      map?.kind === 'map'
        ? listAt(
            sortedEntries(map).map(([key]) => textAt(key, at)),
            at,
          )
        : undefined,
  },
  range,
  shallowmerge: shallowMerge,
  skip: part((all, count) => all.slice(count)),
  take: part((all, count) => all.slice(0, count)),
  tryget: tryGet,
  tryindexfromend: fromEnd(true),
  union,
}
