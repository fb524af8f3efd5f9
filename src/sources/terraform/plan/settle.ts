import {
  type Entry,
  itemsOf,
  type ListNode,
  type MapNode,
  type Node,
  type Place,
  placeOf,
} from '../../../kernel/tree.ts'

/**
 * What a plan knows, at the places of the source that it was made from: where both know a value they agree, and what neither
 * wrote down stands where the resource does.
 */
export function settle(source: Node | undefined, planned: Node, around: Place): Node {
  if (source === undefined) return movedTo(planned, around)
  const at = placeOf(source)
  if (planned.kind === 'hidden') return saysMore(source) ? source : { ...planned, ...at }
  if (planned.kind === 'scalar') return planned.value === null ? source : { ...planned, ...at }
  if (planned.kind === 'list') return { ...planned, ...at, items: settledItems(source, planned) }
  return source.kind === 'map'
    ? { ...planned, ...at, entries: settledEntries(source, planned) }
    : movedTo(planned, at)
}

/** Of lists that differ in length nobody knows which item is which. */
function settledItems(source: Node, planned: ListNode): readonly Node[] {
  const written = itemsOf(source)
  const isSame = written.length === planned.items.length
  return planned.items.map((item, index) =>
    settle(isSame ? written[index] : undefined, item, placeOf(source)),
  )
}

function settledEntries(source: MapNode, planned: MapNode): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>(source.entries)
  for (const [key, { value }] of planned.entries) {
    const known = source.entries.get(key)
    const settled = settle(known?.value, value, placeOf(source))
    entries.set(key, { keyStart: known?.keyStart ?? settled.start, value: settled })
  }
  return entries
}

/** What the source refers to names instances that the plan leaves out; of a text it may know a part. */
function saysMore(source: Node): boolean {
  return source.kind !== 'hidden' || source.refersTo !== undefined || source.partial !== undefined
}

function movedTo(node: Node, at: Place): Node {
  const place = at.document === undefined ? { start: at.start, end: at.end } : at
  if (node.kind === 'list') return { ...node, ...place, items: node.items.map((item) => movedTo(item, at)) }
  if (node.kind !== 'map') return { ...node, ...place }
  const entries = new Map<string, Entry>()
  for (const [key, { value }] of node.entries)
    entries.set(key, { keyStart: at.start, value: movedTo(value, at) })
  return { ...node, ...place, entries }
}
