import type { Document } from './document.ts'

/**
 * A positioned tree of plain data: what every structured source format (YAML, JSON, HCL, Bicep) becomes
 * before it is understood. Offsets count UTF-16 units from the start of the document's text.
 */
export type Node = MapNode | ListNode | ScalarNode | HiddenNode

/** Where a node stands. */
export interface Place {
  readonly start: number
  readonly end: number
  /** The text that it stands in, in a tree that was put together from several; else that of the whole tree. */
  readonly document?: Document
}

export interface MapNode extends Place {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Entry>
  /**
   * Why keys that do not stand here may still have a value: something merges others in, such as an operator that fills
   * in a container. Absent where an absent key means its default.
   */
  readonly rest?: string
}

export interface Entry {
  /** Where the key stands: the best place to point at, since a value may be empty. */
  readonly keyStart: number
  readonly value: Node
}

export interface ListNode extends Place {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar'
  readonly value: Scalar
}

/** A value that stands in the text but cannot be known from it, such as an unrendered template expression. */
export interface HiddenNode extends Place {
  readonly kind: 'hidden'
  readonly reason: string
  /** The thing of which it is a property that only exists once it is created, such as its id. */
  readonly refersTo?: Reference
  /** Of a text: what is known of it, with a placeholder for each value in it that is not. */
  readonly partial?: string
}

/** A property of a declared thing: `{ to: 'azurerm_subnet.models', path: ['id'] }`. */
export interface Reference {
  readonly to: string
  readonly path: readonly string[]
  /** What kind of thing it is, in the words of the model, where the source tells. */
  readonly type?: string
  /** The names of what it stands in, the outermost first, where it is not told by `to` alone: names are unique there. */
  readonly within?: readonly (string | undefined)[]
  /** The name by which it is asked for, behind that of what it is a part of. */
  readonly called?: string
}

export type Scalar = string | number | boolean | null

/** The place of a node, for another that stands for it. */
export function placeOf({ start, end, document }: Node): Place {
  return document === undefined ? { start, end } : { start, end, document }
}

/** The tree, each of whose nodes says in which document it stands. */
export function placedIn(document: Document, node: Node): Node {
  if (node.kind === 'list')
    return { ...node, document, items: node.items.map((item) => placedIn(document, item)) }
  if (node.kind !== 'map') return { ...node, document }
  const entries = new Map<string, Entry>()
  for (const [key, { keyStart, value }] of node.entries)
    entries.set(key, { keyStart, value: placedIn(document, value) })
  return { ...node, document, entries }
}

/** The value under a key; nothing where the node is no map or has no such key. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined
}

/** The value at the end of a path of keys. */
export function descend(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node
  for (const key of path) current = child(current, key)
  return current
}

/** The items of a list; none where the node is no list. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

/** The entries of a map; none where the node is no map. */
export function entriesOf(node: Node | undefined): Iterable<[string, Entry]> {
  return node?.kind === 'map' ? node.entries : []
}

/** A string scalar's value; nothing for any other node. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

/** True for an absent node and for an explicit null: Kubernetes' API treats both alike. */
export function isAbsent(node: Node | undefined): node is undefined {
  return node === undefined || (node.kind === 'scalar' && node.value === null)
}

/** The plain value of a tree; hidden parts become `undefined`. Depth is bounded by the parser that built it. */
export function plainOf(node: Node | undefined): unknown {
  if (node === undefined || node.kind === 'hidden') return undefined
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainOf)
  const plain: Record<string, unknown> = Object.create(null)
  for (const [key, entry] of node.entries) plain[key] = plainOf(entry.value)
  return plain
}
