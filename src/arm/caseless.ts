import type { Entry, Node } from '../kernel/tree.ts'

/** Entries that are found in whatever case they are asked for; those in the very case first. */
class CaselessEntries extends Map<string, Entry> {
  readonly #spelled: ReadonlyMap<string, string>

  constructor(entries: Iterable<readonly [string, Entry]>) {
    super(entries)
    this.#spelled = new Map([...this.keys()].map((key) => [key.toLowerCase(), key] as const))
  }

  override get(key: string): Entry | undefined {
    return super.get(key) ?? super.get(this.#spelled.get(key.toLowerCase()) ?? key)
  }
}

/**
 * The tree, whose maps do not tell upper from lower case in their keys: neither does ARM, and its command line spells
 * `authorizedIPRanges` another way.
 */
export function caseless(node: Node): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map(caseless) }
  if (node.kind !== 'map') return node
  const entries = [...node.entries].map(
    ([key, { keyStart, value }]) => [key, { keyStart, value: caseless(value) }] as const,
  )
  return { ...node, entries: new CaselessEntries(entries) }
}
