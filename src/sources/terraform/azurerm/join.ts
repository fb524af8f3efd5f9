import { mapOf, unshownAt } from '../../../arm/parts.ts'
import type { ArmResource } from '../../../arm/resource.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { child, itemsOf, type Node, placeOf, type Reference } from '../../../kernel/tree.ts'
import { asText, hiddenAt, listAt } from '../../../values/value.ts'
import { bodyFrom, type Field } from './field.ts'
import { applicationRules, networkRules } from './firewall.ts'
import { routeFields, ruleFields } from './network.ts'
import { armOf, type Given, withProperty } from './translate.ts'
import { accessFields } from './vault.ts'

/** Resources of the provider that are no resources of ARM, but a property of another one. */
interface Join {
  /** The type of ARM that they belong to. */
  readonly owner: string
  /** By which argument they name it: an id, or a name. */
  readonly by: string
  readonly add: (body: Node, part: Node) => Node
  /** What they are by themselves, where nobody shows what they belong to. */
  readonly alone?: (part: Node) => Node
  /** What it does hangs on the others of its owner: one that may be among them leaves them open. */
  readonly isAmongOthers?: true
}

const joins: Readonly<Record<string, Join>> = {
  azurerm_subnet_network_security_group_association: {
    owner: 'Microsoft.Network/virtualNetworks/subnets',
    by: 'subnet_id',
    add: (body, part) => linked(body, 'networkSecurityGroup', argument(part, 'network_security_group_id')),
  },
  azurerm_subnet_route_table_association: {
    owner: 'Microsoft.Network/virtualNetworks/subnets',
    by: 'subnet_id',
    add: (body, part) => linked(body, 'routeTable', argument(part, 'route_table_id')),
  },
  azurerm_subnet_nat_gateway_association: {
    owner: 'Microsoft.Network/virtualNetworks/subnets',
    by: 'subnet_id',
    add: (body, part) => linked(body, 'natGateway', argument(part, 'nat_gateway_id')),
  },
  azurerm_firewall_application_rule_collection: classicRules('applicationRuleCollections', applicationRules),
  azurerm_firewall_network_rule_collection: classicRules('networkRuleCollections', networkRules),
  azurerm_key_vault_access_policy: {
    owner: 'Microsoft.KeyVault/vaults',
    by: 'key_vault_id',
    add: (body, part) => appended(body, 'accessPolicies', itemFrom(part, accessFields)),
    alone: (part) => withAdded(part, bodyFrom(part, accessFields)),
  },
  azurerm_network_security_rule: {
    owner: 'Microsoft.Network/networkSecurityGroups',
    by: 'network_security_group_name',
    add: (body, part) => appended(body, 'securityRules', itemFrom(part, ruleFields)),
    isAmongOthers: true,
    alone: (part) => appended(unshownAt(part), 'securityRules', bodyFrom(part, ruleFields)),
  },
  azurerm_route: {
    owner: 'Microsoft.Network/routeTables',
    by: 'route_table_name',
    add: (body, part) => appended(body, 'routes', itemFrom(part, routeFields)),
    isAmongOthers: true,
    alone: (part) => appended(unshownAt(part), 'routes', bodyFrom(part, routeFields)),
  },
}

/** Rules of a firewall without a policy. */
function classicRules(list: string, fields: readonly Field[]): Join {
  const add = (body: Node, part: Node): Node => appended(body, list, itemFrom(part, fields))
  return {
    owner: 'Microsoft.Network/azureFirewalls',
    by: 'azure_firewall_name',
    isAmongOthers: true,
    add,
    alone: (part) => add(unshownAt(part), part),
  }
}

/** A policy of a vault that is declared elsewhere. */
function withAdded(part: Node, policy: Node): Node {
  const added = mapOf(part, { properties: mapOf(part, { accessPolicies: listAt([policy], part) }) })
  const body = unshownAt(part)
  return { ...body, entries: mapOf(part, { addedPolicies: listAt([added], part) }).entries }
}

/** A part of which nobody knows whether it is there is one that cannot be read. */
function partOf({ resource: { instance, module }, arguments: own }: Given): Node {
  const isCertain = instance.isCertain && module.options.isCertain
  return isCertain ? own : hiddenAt('it cannot be known whether it is there', placeOf(own))
}

function argument(part: Node, name: string): Node | undefined {
  return part.kind === 'hidden' ? part : child(part, name)
}

function itemFrom(part: Node, fields: readonly Field[]): Node {
  return part.kind === 'hidden' ? part : bodyFrom(part, fields)
}

function linked(body: Node, name: string, reference: Node | undefined): Node {
  if (reference === undefined) return body
  const entries = new Map([['id', { keyStart: reference.start, value: reference }]])
  return withProperty(body, name, { kind: 'map', ...placeOf(reference), entries })
}

function appended(body: Node, name: string, part: Node): Node {
  const before = itemsOf(child(child(body, 'properties'), name))
  return withProperty(body, name, { kind: 'list', ...placeOf(part), items: [...before, part] })
}

/** Whether resources of a type are parts of others. */
export function isJoined(type: string): boolean {
  return lookup(joins, type) !== undefined
}

/** The argument by which a part names what it belongs to, where it says nothing without that. */
export function ownerArgument(type: string): string | undefined {
  const join = lookup(joins, type)
  return join?.alone === undefined ? join?.by : undefined
}

/** Puts the parts where they belong. */
export function joinParts(
  resources: readonly ArmResource[],
  given: readonly Given[],
): readonly ArmResource[] {
  const joined = [...resources]
  const places = placesOf(resources)
  for (const each of given) {
    const join = lookup(joins, each.resource.type)
    if (join !== undefined) joinPart(joined, each, { ...join, places })
  }
  return joined
}

/** Where each resource stands in the list: by its address, and by the name that it has. */
function placesOf(resources: readonly ArmResource[]): ReadonlyMap<string, readonly number[]> {
  const keys = resources.flatMap(({ type, address, body }, index) =>
    [`at ${address}`, ...namesOf(body)].map((key) => ({ key: `${type} ${key}`, index })),
  )
  const places = new Map<string, number[]>()
  for (const { key, index } of keys) {
    const known = places.get(key)
    if (known === undefined) places.set(key, [index])
    else known.push(index)
  }
  return places
}

function namesOf(body: Node): readonly string[] {
  const name = asText(child(body, 'name'))
  if (name === undefined) return [anybody, nobodyKnows]
  return [anybody, namedIn(name, asText(child(body, 'resourceGroup'))), `named ${name}`]
}

/** Keys of every owner, and of those whose name is hidden. */
const [anybody, nobodyKnows] = ['any', 'unnamed']

function joinPart(joined: ArmResource[], given: Given, join: PlacedJoin): void {
  const { owner, add, alone } = join
  const { owners, isSure } = ownersOf(given.arguments, join)
  const part = isSure ? partOf(given) : partOfSome(given.arguments)
  for (const index of owners) {
    const known = joined[index]
    if (known !== undefined) joined[index] = { ...known, body: add(known.body, part) }
  }
  if (!isSure && alone !== undefined) joined.push(armOf(given, owner, alone(given.arguments)))
}

interface PlacedJoin extends Join {
  readonly places: ReadonlyMap<string, readonly number[]>
}

interface OwnersOfPart {
  readonly owners: readonly number[]
  readonly isSure: boolean
}

function ownersOf(part: Node, { owner, by, isAmongOthers, places }: PlacedJoin): OwnersOfPart {
  const first = (keys: readonly string[]): readonly number[] =>
    keys.map((key) => places.get(`${owner} ${key}`) ?? []).find((each) => each.length > 0) ?? []
  const owners = first(namesFor(part, by))
  if (owners.length > 0) return { owners, isSure: owners.length === 1 }
  const possible = isAmongOthers === true ? first(perhapsFor(child(part, by))) : []
  return { owners: possible, isSure: false }
}

/** A hidden name may be that of any, and a known one that of whoever has a hidden one. */
function perhapsFor(named: Node | undefined): readonly string[] {
  if (named?.kind !== 'hidden') return [nobodyKnows]
  return named.refersTo === undefined ? [anybody] : []
}

/** Each of those to which it may belong has a part that cannot be read. */
function partOfSome(part: Node): Node {
  return hiddenAt('it cannot be known to which of several it belongs', placeOf(part))
}

/** By a reference to it, or by the name that it has in the group of the part, or in one that nobody knows. */
function namesFor(part: Node, by: string): readonly string[] {
  const named = child(part, by)
  const reference: Reference | undefined = named?.kind === 'hidden' ? named.refersTo : undefined
  if (reference !== undefined) return [`at ${reference.to}`]
  const name = asText(named) ?? ''
  const group = asText(child(part, 'resource_group_name'))
  return group === undefined ? [`named ${name}`] : [namedIn(name, group), namedIn(name, undefined)]
}

/** Names are unique in a group alone. */
function namedIn(name: string, group: string | undefined): string {
  return group === undefined ? `named ${name} somewhere` : `named ${name} in ${group.toLowerCase()}`
}
