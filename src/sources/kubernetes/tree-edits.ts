import {
  child,
  type Entry,
  entriesOf,
  isAbsent,
  itemsOf,
  type MapNode,
  type Node,
  type ScalarNode,
  placeOf,
  textOf,
} from '../../kernel/tree.ts'

/** A map with some keys set; the others keep their places. */
export function withEntries(map: MapNode, values: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = new Map(map.entries)
  for (const [key, value] of Object.entries(values)) {
    if (!isAbsent(value)) entries.set(key, { keyStart: entries.get(key)?.keyStart ?? value.start, value })
  }
  return { ...map, entries }
}

/** A map of some keys of another. */
export function pick(map: MapNode, keys: readonly string[]): MapNode {
  const kept = keys.flatMap((key): [string, Entry][] => {
    const entry = map.entries.get(key)
    return entry === undefined ? [] : [[key, entry]]
  })
  return { ...map, entries: new Map(kept) }
}

/** A map without some of its keys. */
export function without(map: MapNode, keys: readonly string[]): MapNode {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) }
}

/** `over` wins, key by key. */
export function overlay(base: Node | undefined, over: MapNode): MapNode {
  return { ...over, entries: new Map([...entriesOf(base), ...over.entries]) }
}

/** A list of nodes, standing where a map stands. */
export function listIn(map: MapNode, items: readonly (Node | undefined)[]): Node {
  return { kind: 'list', ...placeOf(map), items: items.filter((item) => !isAbsent(item)) }
}

/** The items under several keys, one list after the other; a key may also hold a single item. */
export function itemsUnder(map: MapNode, keys: readonly string[]): Node[] {
  return keys.flatMap((key) => {
    const value = child(map, key)
    if (value?.kind === 'list') return itemsOf(value)
    return isAbsent(value) ? [] : [value]
  })
}

/** The map, where somebody else fills in those keys that it leaves out. */
export function filledIn(node: Node, reason: string, keys: readonly string[]): Node {
  return node.kind === 'map' ? filledInMap(node, reason, keys) : node
}

export function filledInMap(map: MapNode, reason: string, keys: readonly string[]): MapNode {
  const values = keys.map((key): [string, Node] => {
    const own = child(map, key)
    if (isAbsent(own)) return [key, { kind: 'hidden', ...placeOf(map), reason }]
    return [key, own.kind === 'map' ? { ...own, rest: reason } : own]
  })
  return withEntries(map, Object.fromEntries(values))
}

/** A container that has a name; for those whose key is their name. */
export function named(node: Node, name: string): Node {
  if (node.kind !== 'map' || node.entries.has('name')) return node
  return withEntries(node, { name: scalarAt(node, name) })
}

/** A text that nobody wrote down as such, at the place that it follows from. */
export function scalarAt(at: Node, value: string): ScalarNode {
  return { kind: 'scalar', ...placeOf(at), value }
}

/** An image as a text, or as the map of `registry`, `repository` (or `name`) and `tag` that many operators take. */
export function imageText(image: Node | undefined): Node | undefined {
  if (image?.kind !== 'map') return image
  const repository = textOf(child(image, 'repository')) ?? textOf(child(image, 'name'))
  if (repository === undefined) return undefined
  const registry = textOf(child(image, 'registry'))
  return withTag(
    scalarAt(image, registry === undefined ? repository : `${registry}/${repository}`),
    child(image, 'tag'),
  )
}

/** An image with a tag that stands apart; hidden where the tag is. */
export function withTag(image: ScalarNode, tag: Node | undefined): Node {
  if (tag?.kind === 'hidden') return tag
  if (tag?.kind !== 'scalar' || tag.value === null) return image
  return scalarAt(image, `${String(image.value)}:${String(tag.value)}`)
}
