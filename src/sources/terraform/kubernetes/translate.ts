import { type Entry, type MapNode, type Node, placeOf } from '../../../kernel/tree.ts'
import { asNumber, asText, asTruth, listAt, mapAt, scalarAt } from '../../../values/value.ts'
import { isUnclearBlock } from '../body-tree.ts'
import type { Kind } from './kinds.ts'
import { camel, listFor, numbers, providerOwn } from './names.ts'

/** The object that a resource of the provider declares: its blocks and arguments in the words of Kubernetes. */
export function objectFrom({ apiVersion, kind }: Kind, given: Node): Node {
  if (given.kind !== 'map') return given
  const body = blockFrom(given, kind === 'Secret' ? secretNames : noNames, '')
  if (body.kind !== 'map') return body
  const entryOf = (value: string): Entry => ({
    keyStart: given.start,
    value: scalarAt(value, placeOf(given)),
  })
  return mapAt(
    new Map([['apiVersion', entryOf(apiVersion)], ['kind', entryOf(kind)], ...body.entries]),
    placeOf(given),
  )
}

const noNames: ReadonlyMap<string, string> = new Map()

/** The provider encodes the data of secrets itself. */
const secretNames: ReadonlyMap<string, string> = new Map([
  ['data', 'stringData'],
  ['binary_data', 'data'],
])

function blockFrom(block: MapNode, names: ReadonlyMap<string, string>, around: string): Node {
  const entries = new Map<string, Entry>()
  for (const [name, entry] of withProviderDefaults(block).entries) {
    if (providerOwn.has(name) || isNothing(entry.value)) continue
    const list = isBlocks(entry.value) ? listFor(name, around) : undefined
    const value = list === undefined ? partFrom(name, entry.value) : itemsFrom(name, entry.value)
    entries.set(names.get(name) ?? list ?? camel(name), { ...entry, value })
  }
  return mapAt(entries, placeOf(block))
}

/** The provider mounts the token where nobody says otherwise, whatever the service account says. */
function withProviderDefaults(block: MapNode): MapNode {
  const isPod = block.entries.has('container') && !block.entries.has('automount_service_account_token')
  if (!isPod) return block
  const token: Entry = { keyStart: block.start, value: scalarAt(true, placeOf(block)) }
  return { ...block, entries: new Map([...block.entries, ['automount_service_account_token', token]]) }
}

/** No block at all, or an argument that is not set. */
function isNothing(value: Node): boolean {
  if (value.kind === 'list') return value.items.length === 0
  return value.kind === 'scalar' && (value.value === null || value.value === '')
}

/** The blocks of one name are a list of maps; what arguments hold are scalars, lists of them, and maps of texts. */
function isBlocks(value: Node): boolean {
  return value.kind === 'list' && value.items.some((item) => item.kind === 'map' || isUnclearBlock(item))
}

function itemsFrom(name: string, value: Node): Node {
  if (value.kind !== 'list') return value
  const items = value.items.map((item) => (item.kind === 'map' ? blockFrom(item, noNames, name) : item))
  return listAt(items, placeOf(value))
}

function partFrom(name: string, value: Node): Node {
  if (value.kind === 'map') return textsIn(value)
  if (value.kind === 'scalar') return scalarFrom(name, value)
  if (value.kind !== 'list' || !isBlocks(value)) return value
  const [first = value] = value.items
  return first.kind === 'map' ? blockFrom(first, noNames, name) : first
}

/** Keys of labels, data and quantities are the user’s own. */
function textsIn(map: MapNode): Node {
  const entries = new Map(
    [...map.entries].map(([key, entry]) => {
      const text = asText(entry.value)
      return [key, text === undefined ? entry : { ...entry, value: scalarAt(text, placeOf(entry.value)) }]
    }),
  )
  return mapAt(entries, placeOf(map))
}

/** Terraform converts between texts, numbers and truth values as the provider wants them. */
function scalarFrom(name: string, value: Node): Node {
  if (name === 'value') return scalarAt(asText(value) ?? null, placeOf(value))
  const number = numbers.has(name) ? asNumber(value) : undefined
  const isTextual = texts.has(name)
  const plain = number ?? (isTextual ? undefined : asTruth(value))
  return plain === undefined ? value : scalarAt(plain, placeOf(value))
}

/** Arguments in which `true` is a text. */
const texts: ReadonlySet<string> = new Set(['effect', 'key', 'name', 'operator', 'reason', 'message'])
