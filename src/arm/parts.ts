import {
  child,
  type Entry,
  itemsOf,
  type MapNode,
  type Node,
  placeOf,
  type Reference,
  textOf,
} from '../kernel/tree.ts'
import { caseless } from './caseless.ts'
import type { ArmResource } from './resource.ts'

/** What stands in a list of another resource's properties, and is a resource of its own. */
interface Inline {
  readonly list: string
  readonly type: string
  /** Its properties stand beside its name. */
  readonly isFlat: boolean
}

const inline: Readonly<Record<string, Inline>> = {
  'microsoft.containerservice/managedclusters': {
    list: 'agentPoolProfiles',
    type: 'agentPools',
    isFlat: true,
  },
  'microsoft.network/virtualnetworks': { list: 'subnets', type: 'subnets', isFlat: false },
}

/** What is a resource of its own in ARM, and is read as a part of the one that it belongs to. */
const joined: Readonly<Record<string, { readonly owner: string; readonly path: readonly string[] }>> = {
  'microsoft.containerregistry/registries/replications': {
    owner: 'microsoft.containerregistry/registries',
    path: ['replications'],
  },
  'microsoft.keyvault/vaults/accesspolicies': {
    owner: 'microsoft.keyvault/vaults',
    path: ['addedPolicies'],
  },
  'microsoft.network/networksecuritygroups/securityrules': {
    owner: 'microsoft.network/networksecuritygroups',
    path: ['properties', 'securityRules'],
  },
  'microsoft.network/privateendpoints/privatednszonegroups': {
    owner: 'microsoft.network/privateendpoints',
    path: ['zoneGroups'],
  },
  'microsoft.network/routetables/routes': {
    owner: 'microsoft.network/routetables',
    path: ['properties', 'routes'],
  },
}

/** Whether resources of a type are read as parts of others. */
export function isPart(type: string): boolean {
  return Object.hasOwn(joined, type.toLowerCase())
}

/** The resources, each with the parts that are declared apart, and each part that stands in another one by itself. */
export function withParts(resources: readonly ArmResource[]): readonly ArmResource[] {
  const found = resources.map((resource) => ({ ...resource, body: caseless(resource.body) }))
  return joinParts(found).flatMap((resource) => [resource, ...inlineParts(resource)])
}

function inlineParts(resource: ArmResource): readonly ArmResource[] {
  const part = inline[resource.type.toLowerCase()]
  const list = part === undefined ? undefined : child(child(resource.body, 'properties'), part.list)
  if (part === undefined || list === undefined) return []
  const items = list.kind === 'hidden' ? [list] : itemsOf(list)
  return items.map((item, index) => inlinePart(resource, part, { item, index }))
}

function inlinePart(
  resource: ArmResource,
  { type, isFlat }: Inline,
  { item, index }: { readonly item: Node; readonly index: number },
): ArmResource {
  const name = child(item, 'name')
  const called = name?.kind === 'scalar' ? String(name.value) : String(index)
  const body = item.kind === 'map' ? item : undefined
  const properties: Node = isFlat || item.kind !== 'map' ? item : (child(item, 'properties') ?? emptyAt(item))
  return {
    ...resource,
    type: `${resource.type}/${type}`,
    address: `${resource.address}/${type}/${called}`,
    body: mapOf(item, {
      ...(body === undefined ? {} : named('name', name)),
      ...named('resourceGroup', child(resource.body, 'resourceGroup')),
      ...named('subscription', child(resource.body, 'subscription')),
      properties,
      parent: referenceAt(item, {
        to: resource.address,
        path: ['id'],
        type: resource.type,
        ...withinOf(resource),
      }),
    }),
    origin: { document: item.document ?? resource.origin.document, start: item.start, end: item.end },
    isCertain: resource.isCertain && item.kind !== 'hidden',
  }
}

function named(key: string, node: Node | undefined): Record<string, Node> {
  return node === undefined ? {} : { [key]: node }
}

/** What a resource of a template stands in; in other languages its address alone tells it from all others. */
function withinOf({ body }: ArmResource): Pick<Reference, 'within'> {
  const [subscription, group] = ['subscription', 'resourceGroup'].map((key) => textOf(child(body, key)))
  if (subscription === undefined) return {}
  return { within: group === undefined ? [subscription] : [subscription, group] }
}

function emptyAt(at: Node): MapNode {
  return { kind: 'map', ...placeOf(at), entries: new Map() }
}

/** A map of nodes, at the place of another. */
export function mapOf(at: Node, values: Readonly<Record<string, Node>>): MapNode {
  const entries = Object.entries(values).map(([key, value]): [string, Entry] => [
    key,
    { keyStart: value.start, value },
  ])
  return { kind: 'map', ...placeOf(at), entries: new Map(entries) }
}

export function referenceAt(at: Node, refersTo: Reference): Node {
  return { kind: 'hidden', reason: 'it is only known once it is deployed', ...placeOf(at), refersTo }
}

function joinParts(resources: readonly ArmResource[]): readonly ArmResource[] {
  const parts = Map.groupBy(
    resources.filter(({ type }) => isPart(type)),
    ownerOf,
  )
  const owners = new Set(resources.map(keyOf))
  return resources.flatMap((resource) => {
    const join = joined[resource.type.toLowerCase()]
    if (join !== undefined) return owners.has(ownerOf(resource)) ? [] : [orphan(resource, join)]
    return [withOwn(resource, parts.get(keyOf(resource)) ?? [])]
  })
}

function ownerOf({ body }: ArmResource): string {
  const parent = child(body, 'parent')
  const { to, within }: Partial<Reference> = (parent?.kind === 'hidden' ? parent.refersTo : undefined) ?? {}
  return placeKey(to ?? '', within)
}

function keyOf(resource: ArmResource): string {
  return placeKey(resource.address, withinOf(resource).within)
}

function placeKey(address: string, within: readonly (string | undefined)[] = []): string {
  return [address, ...within].join('\0').toLowerCase()
}

/** A part of which nobody knows whether it is there is one that cannot be read. */
function itemOf({ body, isCertain }: ArmResource): Node {
  if (isCertain) return body
  return { kind: 'hidden', reason: 'it cannot be known whether it is there', ...placeOf(body) }
}

function withOwn(resource: ArmResource, parts: readonly ArmResource[]): ArmResource {
  return parts.reduce((made, part) => {
    const path = joined[part.type.toLowerCase()]?.path ?? []
    return { ...made, body: appended(made.body, path, itemOf(part)) }
  }, resource)
}

/** What stands at a place of which only parts are known: whatever else is asked of it is hidden. */
export function unshownAt(at: Node): MapNode {
  return { ...emptyAt(at), rest: 'it is declared elsewhere' }
}

/** A part whose owner nobody shows, as an owner of which nothing else is known. */
function orphan(
  part: ArmResource,
  { owner, path }: { readonly owner: string; readonly path: readonly string[] },
): ArmResource {
  return { ...part, type: owner, body: appended(unshownAt(part.body), path, itemOf(part)) }
}

function appended(body: Node, [key = '', ...rest]: readonly string[], item: Node): Node {
  if (body.kind !== 'map') return body
  const before = body.entries.get(key)?.value
  if (before?.kind === 'hidden') return body
  const value: Node =
    rest.length > 0
      ? appended(before ?? emptyAt(item), rest, item)
      : { kind: 'list', ...placeOf(before ?? item), items: [...itemsOf(before), item] }
  return { ...body, entries: new Map([...body.entries, [key, { keyStart: value.start, value }] as const]) }
}
