import { lookup } from '../../kernel/lookup.ts'
import {
  child,
  type Entry,
  isAbsent,
  itemsOf,
  type MapNode,
  type Node,
  placeOf,
  plainOf,
  textOf,
} from '../../kernel/tree.ts'
import { tagOf } from './tags.ts'
import { mountParts } from './volumes.ts'

type Merge = (base: Node, over: Node, path: string) => Node

/** Fields of a service with a rule of their own, by path (Compose specification, Merge; compose-go `override`). */
const rules: Readonly<Record<string, Merge>> = {
  command: (_, over) => over,
  entrypoint: (_, over) => over,
  'healthcheck.test': (_, over) => over,
  annotations: mergeKeyed,
  environment: mergeKeyed,
  labels: mergeKeyed,
  sysctls: mergeKeyed,
  'build.additional_contexts': mergeKeyed,
  'build.args': mergeKeyed,
  'build.labels': mergeKeyed,
  'deploy.labels': mergeKeyed,
  depends_on: mergeKeyed,
  models: mergeKeyed,
  networks: mergeKeyed,
  build: (base, over, path) => mergeSame(asBuild(base), asBuild(over), path),
  dns: mergeLists,
  dns_opt: mergeLists,
  dns_search: mergeLists,
  env_file: mergeLists,
  label_file: mergeLists,
  tmpfs: mergeLists,
  'build.extra_hosts': mergeListed,
  extra_hosts: mergeListed,
  logging: mergeLogging,
}

/** What tells the items of a list apart: of two alike the later one counts. All others are alike where they are equal. */
const identities: Readonly<Record<string, (item: Node) => string | undefined>> = {
  volumes: (item) => textOf(child(item, 'target')) ?? mountTarget(textOf(item)),
  devices: (item) => textOf(child(item, 'target')) ?? deviceTarget(textOf(item)),
  secrets: (item) => fileTarget(item, '/run/secrets/'),
  configs: (item) => fileTarget(item, '/'),
  env_file: (item) => textOf(child(item, 'path')) ?? textOf(item),
}

/** Lays a service over the one that it extends, or that another file states under its name. */
export function mergeService(base: MapNode, over: MapNode): MapNode {
  return mergeMaps(base, over, '')
}

/** The service, in whose lists the later of two items alike counts, in the place of the first (compose-go, `unique`). */
export function withoutDoubles(service: MapNode): MapNode {
  const entries = [...service.entries].map(([key, entry]): [string, Entry] => {
    const { value } = entry
    const identity = value.kind === 'list' ? lookup(identities, key) : undefined
    if (value.kind !== 'list' || identity === undefined) return [key, entry]
    const items = new Map(value.items.map((item, index) => [identity(item) ?? index, item]))
    return [key, { ...entry, value: { ...value, items: [...items.values()] } }]
  })
  return { ...service, entries: new Map(entries) }
}

/** Lays one file over another. */
export function mergeFiles(base: MapNode, over: MapNode): MapNode {
  return mergeEntries(base, over, (key) => (key === 'services' ? mergeServices : mergeElsewhere))
}

/** A service of several files stands where the first of them has it. */
function mergeServices(base: Node, over: Node): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return over
  return mergeEntries(base, over, () => (lower, upper) => {
    if (lower.kind !== 'map' || upper.kind !== 'map') return upper
    return { ...mergeService(withoutDoubles(lower), withoutDoubles(upper)), ...placeOf(lower) }
  })
}

/** Networks, volumes, secrets … have no fields with rules of their own that are read. */
function mergeElsewhere(base: Node, over: Node): Node {
  return mergeSame(base, over, '/')
}

function mergeMaps(base: MapNode, over: MapNode, path: string): MapNode {
  return mergeEntries(
    base,
    over,
    (key) => (lower, upper) => mergeValues(lower, upper, path === '' ? key : `${path}.${key}`),
  )
}

function mergeEntries(
  base: MapNode,
  over: MapNode,
  by: (key: string) => (lower: Node, upper: Node) => Node,
): MapNode {
  const entries = new Map<string, Entry>(base.entries)
  for (const [key, entry] of over.entries) {
    const tag = tagOf(entry)
    const lower = entries.get(key)
    if (tag === 'reset') entries.delete(key)
    else if (lower === undefined || tag === 'override') entries.set(key, entry)
    else {
      const value = by(key)(lower.value, entry.value)
      const isBelow = standsWhere(value, lower.value)
      entries.set(key, { keyStart: isBelow ? lower.keyStart : entry.keyStart, value })
    }
  }
  const rest = over.rest ?? base.rest
  return { ...over, entries, ...(rest === undefined ? {} : { rest }) }
}

function standsWhere(a: Node, b: Node): boolean {
  return a.document === b.document && a.start === b.start
}

function mergeValues(base: Node, over: Node, path: string): Node {
  const rule = lookup(rules, path)
  if (rule !== undefined) return rule(base, over, path)
  return path.startsWith('ulimits.') && over.kind !== base.kind ? over : mergeSame(base, over, path)
}

/** Maps merge, lists follow each other, anything else is replaced; null says nothing. */
function mergeSame(base: Node, over: Node, path: string): Node {
  if (isAbsent(over)) return base
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, path)
  return base.kind === 'list' && over.kind === 'list' ? mergeLists(base, over) : over
}

/** What stands in both lists stands in the first place. */
function mergeLists(base: Node, over: Node): Node {
  const items = [...listed(base)]
  const seen = new Set(items.map(written))
  for (const item of listed(over)) {
    const text = written(item)
    if (text === undefined || !seen.has(text)) items.push(item)
    seen.add(text)
  }
  return { kind: 'list', ...placeOf(over), items }
}

function written(item: Node): string | undefined {
  return item.kind === 'hidden' ? undefined : JSON.stringify(plainOf(item))
}

function listed(node: Node): readonly Node[] {
  if (node.kind === 'list') return node.items
  return isAbsent(node) ? [] : [node]
}

/** A list of `key=value`, or a map of them. */
function mergeKeyed(base: Node, over: Node, path: string): Node {
  return mergeSame(asMap(base), asMap(over), path)
}

function asMap(node: Node): Node {
  if (node.kind !== 'list') return node
  const entries = new Map<string, Entry>()
  let rest: string | undefined
  for (const item of node.items) {
    const text = item.kind === 'scalar' ? String(item.value) : undefined
    if (text === undefined) rest = 'an item cannot be read'
    else {
      const [key = ''] = text.split('=', 1)
      const value = text === key ? null : text.slice(key.length + 1)
      entries.set(key, { keyStart: item.start, value: { kind: 'scalar', ...placeOf(item), value } })
    }
  }
  return { kind: 'map', ...placeOf(node), entries, ...(rest === undefined ? {} : { rest }) }
}

/** A list, or a map whose entries become `key=value`. */
function mergeListed(base: Node, over: Node): Node {
  return mergeLists(asList(base), asList(over))
}

function asList(node: Node): Node {
  if (node.kind !== 'map') return node
  const items = [...node.entries].flatMap(([key, { value }]) => {
    const values = value.kind === 'list' ? itemsOf(value) : [value]
    return values.map((each): Node =>
      each.kind === 'scalar' ? { ...each, value: `${key}=${String(each.value ?? '')}` } : each,
    )
  })
  return { kind: 'list', ...placeOf(node), items }
}

function asBuild(node: Node): Node {
  if (node.kind !== 'scalar' || isAbsent(node)) return node
  return {
    kind: 'map',
    ...placeOf(node),
    entries: new Map([['context', { keyStart: node.start, value: node }]]),
  }
}

/** Options of one driver say nothing to another. */
function mergeLogging(base: Node, over: Node, path: string): Node {
  const [lower, upper] = [base, over].map((each) => textOf(child(each, 'driver')))
  return lower === undefined || upper === undefined || lower === upper ? mergeSame(base, over, path) : over
}

function mountTarget(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const [source, target] = mountParts(text)
  return target ?? source
}

function deviceTarget(text: string | undefined): string | undefined {
  const [source, target] = text?.split(':') ?? []
  return target ?? source
}

function fileTarget(item: Node, folder: string): string | undefined {
  const name = textOf(child(item, 'source')) ?? textOf(item)
  return textOf(child(item, 'target')) ?? (name === undefined ? undefined : folder + name)
}
