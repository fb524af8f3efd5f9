import { itemsOfJson, type JsonMap, mapOfJson, type Span } from '../../kernel/json-parts.ts'
import { child, type Entry, itemsOf, type MapNode, type Node, textOf } from '../../kernel/tree.ts'

/** The items of a `List`, nested ones too; else the object itself. */
export function objectsOf(node: Node): Node[] {
  const items = child(node, 'items')
  if (!isList(node) || items === undefined) return [node]
  const typed = typeOfItems(node)
  return itemsOf(items).flatMap((item) => objectsOf(withType(item, typed)))
}

function isList(node: Node): boolean {
  return textOf(child(node, 'kind'))?.endsWith('List') === true
}

/** What items of a typed list (`PodList`), as the API answers, leave out since the list's kind says it. */
export function typeOfItems(list: Node): readonly (readonly [string, Entry])[] {
  const kind = textOf(child(list, 'kind')) ?? 'List'
  if (kind === 'List') return []
  const apiVersion = child(list, 'apiVersion')
  const { start } = list
  const value = { kind: 'scalar', start, end: start + 1, value: kind.slice(0, -'List'.length) } as const
  const entries: [string, Entry][] = [['kind', { keyStart: start, value }]]
  if (apiVersion !== undefined)
    entries.push(['apiVersion', { keyStart: apiVersion.start, value: apiVersion }])
  return entries
}

export function withType(item: Node, typed: readonly (readonly [string, Entry])[]): Node {
  return item.kind === 'map' && typed.length > 0
    ? { ...item, entries: new Map([...typed, ...item.entries]) }
    : item
}

/** A list in JSON, whose items can be read one by one. */
export interface SplitList extends JsonMap {
  readonly items: readonly Span[]
}

/** Splits a list as `kubectl get -o json` writes it; nothing for other texts, which are read as a whole. */
export function splitList(text: string): SplitList | undefined {
  const map = mapOfJson(text)
  if (map === undefined) return undefined
  const byKey = new Map(map.entries.map((entry) => [entry.key, entry]))
  const [kind, list] = [byKey.get('kind'), byKey.get('items')]
  if (kind === undefined || list === undefined || byKey.size < map.entries.length) return undefined
  const items = text.slice(kind.start, kind.end).endsWith('List"') ? itemsOfJson(text, list) : undefined
  return items === undefined ? undefined : { ...map, items }
}

/** The list without its items. */
export function headOf({ start, end, entries }: SplitList, read: (part: Span) => readonly Node[]): MapNode {
  const head = entries
    .filter(({ key }) => key !== 'items')
    .flatMap((part) =>
      read(part).map((value): [string, Entry] => [part.key, { keyStart: part.start, value }]),
    )
  return { kind: 'map', start, end, entries: new Map(head) }
}
