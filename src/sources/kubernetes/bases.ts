import { child, descend, isAbsent, type MapNode, type Node } from '../../kernel/tree.ts'
import { groupOf, hiddenName, type ObjectMeta } from '../../model/object.ts'

/** An object that others are completed from. Each of its nodes says in which document it stands. */
export interface Base {
  readonly meta: ObjectMeta
  readonly object: MapNode
}

/** The objects that others may be completed from, by `<group>/<kind>`. */
export type Bases = ReadonlyMap<string, readonly Base[]>

export function groupBases(bases: readonly Base[]): Bases {
  return Map.groupBy(bases, ({ meta }) => `${groupOf(meta)}/${meta.kind}`)
}

/**
 * The bases that an object may refer to, those of its namespace first. Where a file states no namespace, whoever applies
 * it chooses one.
 */
export function basesFor<B extends Base>(bases: readonly B[], of: ObjectMeta, shared?: string): B[] {
  const isPlaced = ({ meta }: B): boolean => meta.isNamespaceStated === of.isNamespaceStated
  return [
    ...bases.filter((base) => isPlaced(base) && base.meta.namespace === of.namespace),
    ...bases.filter((base) => base.meta.namespace === shared),
    ...bases.filter((base) => !isPlaced(base)),
  ]
}

const placeholder = /\{\{ *\.(?:ObjectMeta\.)?(Name|Namespace|Labels\.\w+|Annotations\.\w+) *\}\}/g

/** Fills in what KServe's templates say of the object that they are used for (KServe, `ReplacePlaceholders`). */
export function fillIn<N extends Node>(node: N, object: MapNode): N
export function fillIn(node: Node, object: MapNode): Node {
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.includes('{{')) {
    return {
      ...node,
      value: node.value.replace(placeholder, (whole, path: string) => metadataOf(object, path) ?? whole),
    }
  }
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => fillIn(item, object)) }
  if (node.kind !== 'map') return node
  const entries = [...node.entries].map(
    ([key, entry]) => [key, { ...entry, value: fillIn(entry.value, object) }] as const,
  )
  return { ...node, entries: new Map(entries) }
}

/** A value of an object's metadata, by its path in Go. */
function metadataOf(object: MapNode, path: string): string | undefined {
  const [field = '', key] = path.split('.')
  const holder = descend(object, 'metadata', field.toLowerCase())
  const value = key === undefined ? holder : child(holder, key)
  if (isAbsent(value) || value.kind !== 'scalar') return undefined
  const text = String(value.value)
  return text === hiddenName || text.includes('{{') ? undefined : text
}
