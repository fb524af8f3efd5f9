import { isReadArm } from '../../arm/assets.ts'
import { mapOf, referenceAt, withParts } from '../../arm/parts.ts'
import type { ArmResource } from '../../arm/resource.ts'
import type { Document } from '../../kernel/document.ts'
import {
  child,
  descend,
  entriesOf,
  itemsOf,
  type MapNode,
  type Node,
  type Reference,
  textOf,
} from '../../kernel/tree.ts'
import { within } from '../../template/partly.ts'
import { scalarAt } from '../../values/value.ts'

/** What Azure itself answers: all of it is about one and the same Azure, by ids that hold everywhere. */
const declaredIn = 'azure'

/** A resource as Azure shows it. */
interface Row {
  readonly id: string
  readonly type: string
  readonly body: MapNode
  readonly document: Document
}

/** The rows of an answer: one, a list, or a page of a list. */
export function rowsIn(tree: Node, document: Document): readonly Row[] {
  const items = tree.kind === 'list' ? tree.items : itemsOf(child(tree, 'value') ?? child(tree, 'data'))
  const own = rowsOf(tree, document)
  return own.length === 0 ? items.flatMap((item) => rowsOf(item, document)) : own
}

/** PSRule’s `Export-AzRuleData` puts what belongs to a resource into it. */
function rowsOf(given: Node, document: Document): readonly Row[] {
  const node = inWordsOfRest(given)
  const row = rowOf(node, document)
  if (row === undefined) return []
  const parts = node === given ? [] : itemsOf(child(node, 'resources'))
  return [row, ...parts.flatMap((part) => rowOf(inWordsOfRest(part), document) ?? [])]
}

/** `Get-AzResource -ExpandProperties` of PowerShell begins names with capitals. */
function inWordsOfRest(node: Node): Node {
  if (node.kind !== 'map' || node.entries.has('id')) return node
  const entries = [...node.entries].map(
    ([key, entry]) => [`${key.charAt(0).toLowerCase()}${key.slice(1)}`, entry] as const,
  )
  const named = new Map(entries)
  const [id, type] = [
    named.get('id') ?? named.get('resourceId'),
    named.get('resourceType') ?? named.get('type'),
  ]
  if (id === undefined || type === undefined) return node
  return { ...node, entries: named.set('id', id).set('type', type) }
}

function rowOf(node: Node, document: Document): Row | undefined {
  const id = textOf(child(node, 'id'))
  if (node.kind !== 'map' || id === undefined || !id.startsWith('/')) return undefined
  return { id, type: textOf(child(node, 'type')) ?? typeIn(id), body: withProperties(node), document }
}

/** The type of what an id is of: a group and a subscription stand before any provider. */
function typeIn(id: string): string {
  if (!/\/providers\//i.test(id))
    return /\/resourcegroups\//i.test(id)
      ? 'Microsoft.Resources/resourceGroups'
      : 'Microsoft.Resources/subscriptions'
  const [namespace = '', ...parts] = id.slice(id.toLowerCase().lastIndexOf('/providers/') + 11).split('/')
  return [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/')
}

/** The command line shows properties beside the name. */
function withProperties(node: MapNode): MapNode {
  if (child(node, 'properties')?.kind === 'map') return node
  return withEntries(node, { properties: node })
}

function withEntries(node: MapNode, added: Readonly<Record<string, Node>>): MapNode {
  return { ...node, entries: new Map([...node.entries, ...mapOf(node, added).entries]) }
}

/** Resources that Azure shows, in the shape of ARM; what two answers show is told once. */
export function exportedResources(rows: readonly Row[]): readonly ArmResource[] {
  const known = new Map<string, Row>()
  for (const row of rows) if (!known.has(row.id.toLowerCase())) known.set(row.id.toLowerCase(), row)
  const principals = principalsIn(known.values())
  const resources = [...known.values()]
    .filter(({ type }) => isReadArm(type))
    .map((row) => resourceOf(row, { known, principals }))
  const shown = new Set<string>()
  return withParts(resources).filter(({ address }) => {
    const key = address.toLowerCase()
    return !shown.has(key) && shown.add(key)
  })
}

interface Shown {
  readonly known: ReadonlyMap<string, Row>
  readonly principals: ReadonlyMap<string, Reference>
}

/** Where a cluster shows the identities that stand on its nodes. */
function nodeIdentitiesIn(properties: Node | undefined): readonly (readonly string[])[] {
  const addons = [...entriesOf(child(properties, 'addonProfiles'))].map(([name]) => ['addonProfiles', name])
  return [
    ...[...addons, ['ingressProfile', 'webAppRouting']].map((path) => [...path, 'identity', 'objectId']),
    ['identityProfile', 'kubeletidentity', 'objectId'],
  ]
}

/** Whom the ids of principals are of: the nodes of a cluster, or an identity. */
function principalsIn(rows: Iterable<Row>): ReadonlyMap<string, Reference> {
  const principals = new Map<string, Reference>()
  for (const { id, type, body } of rows) {
    const properties = child(body, 'properties')
    for (const path of nodeIdentitiesIn(properties)) {
      const own = textOf(descend(properties, ...path))
      if (own !== undefined)
        principals.set(own.toLowerCase(), { to: id, path: ['properties', ...path], type, ...within(id) })
    }
    const principal = textOf(child(properties, 'principalId'))
    if (isIdentity(type) && principal !== undefined && !principals.has(principal.toLowerCase()))
      principals.set(principal.toLowerCase(), {
        to: id,
        path: ['properties', 'principalId'],
        type,
        ...within(id),
      })
  }
  return principals
}

function isIdentity(type: string): boolean {
  return type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities'
}

function resourceOf({ id, type, body, document }: Row, shown: Shown): ArmResource {
  const added = { ...placedIn(id, body), ...ownedBy({ id, body }, shown) }
  return {
    type,
    address: id,
    declaredIn,
    body: isIdentity(type) ? withEntries(body, added) : withPrincipal(withEntries(body, added), shown),
    origin: { document, start: body.start, end: body.end },
    isCertain: true,
  }
}

/** The subscription and the group that its id leads through. */
function placedIn(id: string, at: Node): Readonly<Record<string, Node>> {
  const [subscription, group] = within(id).within ?? []
  return {
    ...(subscription === undefined ? {} : { subscription: scalarAt(subscription, at) }),
    ...(group === undefined ? {} : { resourceGroup: scalarAt(group, at) }),
  }
}

/** What it is a part of, or is about. */
function ownedBy({ id, body }: Pick<Row, 'id' | 'body'>, { known }: Shown): Readonly<Record<string, Node>> {
  const owner = ownerOf(id)
  if (owner === undefined) return {}
  const { id: to, type } = known.get(owner.toLowerCase()) ?? { id: owner, type: typeIn(owner) }
  const parent = referenceAt(body, { to, path: ['id'], type, ...within(to) })
  return { parent, scope: child(child(body, 'properties'), 'scope') ?? parent }
}

/** An extension is about what stands before its provider; a part belongs to what has two segments less. */
function ownerOf(id: string): string | undefined {
  const at = id.toLowerCase().lastIndexOf('/providers/')
  const count = id.slice(at + 11).split('/').length
  if (count > 3) return id.split('/').slice(0, -2).join('/')
  return at > 0 ? id.slice(0, at) : undefined
}

function withPrincipal(body: MapNode, { principals }: Shown): MapNode {
  const properties = child(body, 'properties')
  const principal = child(properties, 'principalId')
  const reference = principals.get((textOf(principal) ?? '').toLowerCase())
  if (principal === undefined || reference === undefined || properties?.kind !== 'map') return body
  const named = { principalId: referenceAt(principal, reference) }
  return withEntries(body, { properties: withEntries(properties, named) })
}
