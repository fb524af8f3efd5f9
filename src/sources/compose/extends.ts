import { child, isAbsent, type MapNode, type Node, textOf } from '../../kernel/tree.ts'
import type { ComposeFiles } from './files.ts'
import { mergeService } from './merge.ts'

/** Longer chains are nobody's, and would overflow the stack. */
const longestChain = 50

const elsewhere = 'the service extends one that stands elsewhere'

/** The services of a file, each with what it extends merged in; what stands in a file that nobody showed is hidden. */
export function resolveExtends(services: MapNode, files: ComposeFiles): MapNode {
  const entries = [...services.entries].map(([name, entry]) => {
    const value = resolve({ services, name }, files)
    return [name, value === undefined ? entry : { ...entry, value }] as const
  })
  return { ...services, entries: new Map(entries) }
}

interface ServiceReference {
  readonly services: MapNode
  readonly name: string
}

function resolve(
  reference: ServiceReference,
  files: ComposeFiles,
  seen: readonly MapNode[] = [],
): Node | undefined {
  const own = child(reference.services, reference.name)
  const extended = child(own, 'extends')
  if (own?.kind !== 'map' || isAbsent(extended)) return own
  const base = seen.includes(own) ? undefined : baseOf({ ...reference, extended }, files, [...seen, own])
  return base === undefined ? { ...own, rest: elsewhere } : mergeService(base, own)
}

function baseOf(
  { services, extended }: ServiceReference & { readonly extended: Node },
  files: ComposeFiles,
  seen: readonly MapNode[],
): MapNode | undefined {
  const reference = seen.length > longestChain ? undefined : find(extended, services, files)
  const base = reference === undefined ? undefined : resolve(reference, files, seen)
  return base?.kind === 'map' && files.mayMerge(base) ? base : undefined
}

/** The service that is extended: one of the same file, or of another by its path. */
function find(extended: Node, services: MapNode, files: ComposeFiles): ServiceReference | undefined {
  if (extended.kind !== 'map') return namedIn(services, extended)
  const file = child(extended, 'file')
  if (isAbsent(file)) return namedIn(services, child(extended, 'service'))
  const root = files.rootAt(file)
  const others = child(root, 'services')
  return others?.kind === 'map' ? namedIn(others, child(extended, 'service')) : undefined
}

function namedIn(services: MapNode, name: Node | undefined): ServiceReference | undefined {
  const text = textOf(name)
  return text === undefined ? undefined : { services, name: text }
}
