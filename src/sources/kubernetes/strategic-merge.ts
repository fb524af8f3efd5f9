import { lookup } from '../../kernel/lookup.ts'
import { child, isAbsent, type ListNode, type MapNode, type Node, placeOf } from '../../kernel/tree.ts'
import { pick } from './tree-edits.ts'

/** Lists of pods that merge item by item, and the key that tells their items apart (Kubernetes API, `patchMergeKey`). */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  volumes: 'name',
  imagePullSecrets: 'name',
  resourceClaims: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
}

/** Items of these are one of several alternatives: the upper item's replaces the lower one's (`retainKeys`). */
const alternatives: ReadonlySet<string> = new Set(['env', 'volumes', 'resourceClaims'])

/** Lays one map over another as a strategic merge patch does; every part keeps the place where it is written. */
export function strategicMerge(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries)
  for (const [key, { keyStart, value }] of over.entries) {
    const lower = base.entries.get(key)?.value
    if (!isAbsent(value))
      entries.set(key, { keyStart, value: isAbsent(lower) ? value : lay(value, lower, key) })
  }
  const rest = over.rest ?? base.rest
  return { ...over, entries, ...(rest === undefined ? {} : { rest }) }
}

function lay(over: Node, base: Node, key: string): Node {
  if (over.kind === 'map') {
    return base.kind === 'map'
      ? strategicMerge(base, over)
      : { ...over, rest: 'what it is merged with cannot be read' }
  }
  const mergeKey = lookup(mergeKeys, key)
  return over.kind === 'list' && mergeKey !== undefined ? layItems(over, base, { key, mergeKey }) : over
}

function layItems(over: ListNode, base: Node, by: { key: string; mergeKey: string }): ListNode {
  if (base.kind !== 'list') return { ...over, items: [unread(base), ...over.items] }
  const items = [...base.items]
  const indexes = new Map(items.map((item, index) => [identity(item, by.mergeKey), index]))
  for (const item of over.items) {
    const name = identity(item, by.mergeKey)
    const index = name === undefined ? undefined : indexes.get(name)
    const lower = index === undefined ? undefined : items[index]
    if (index === undefined || item.kind !== 'map' || lower?.kind !== 'map') items.push(item)
    else
      items[index] = strategicMerge(
        alternatives.has(by.key) ? pick(lower, [...item.entries.keys()]) : lower,
        item,
      )
  }
  return { ...over, items }
}

function unread(node: Node): Node {
  return { kind: 'hidden', ...placeOf(node), reason: 'the list cannot be read' }
}

function identity(item: Node, mergeKey: string): string | undefined {
  const value = child(item, mergeKey)
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined
}
