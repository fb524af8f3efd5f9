import { child, type Entry, isAbsent, type MapNode, type Node, textOf } from '../../kernel/tree.ts'

/** Lists that replace those of the base; all others are appended to it (Compose specification, Merge). */
const replaced = new Set(['command', 'entrypoint', 'test'])

/** A service with what it extends merged in; what stands in another file is not known here. */
export function resolveExtends(
  services: MapNode,
  name: string,
  seen: readonly string[] = [],
): Node | undefined {
  const own = child(services, name)
  if (own?.kind !== 'map') return own
  const extended = child(own, 'extends')
  if (isAbsent(extended)) return isWhole(own) ? own : { ...own, rest: 'another Compose file may state it' }
  const baseName = localBase(extended)
  const canResolve = baseName !== undefined && !seen.includes(baseName)
  const base = canResolve ? resolveExtends(services, baseName, [...seen, name]) : undefined
  if (base?.kind === 'map') return merge(base, own)
  return { ...own, rest: 'the service extends one that stands elsewhere' }
}

/** The service of this file that is extended; nothing where it stands in another. */
function localBase(extended: Node): string | undefined {
  if (extended.kind !== 'map') return textOf(extended)
  return isAbsent(child(extended, 'file')) ? textOf(child(extended, 'service')) : undefined
}

/** A service without image and build is a part of one: an override file has such. */
function isWhole(service: MapNode): boolean {
  return ['image', 'build', 'provider'].some((key) => service.entries.has(key))
}

function merge(base: MapNode, own: MapNode): MapNode {
  const entries = new Map<string, Entry>(base.entries)
  for (const [key, entry] of own.entries) {
    const before = entries.get(key)
    entries.set(
      key,
      before === undefined ? entry : { ...entry, value: mergeValues(key, before.value, entry.value) },
    )
  }
  return { ...own, entries, ...(base.rest === undefined ? {} : { rest: base.rest }) }
}

function mergeValues(key: string, base: Node, own: Node): Node {
  if (base.kind === 'map' && own.kind === 'map') return merge(base, own)
  if (base.kind === 'list' && own.kind === 'list' && !replaced.has(key)) {
    return { ...own, items: [...base.items, ...own.items] }
  }
  return own
}
