import { mapOf } from '../../../arm/parts.ts'
import type { ArmResource } from '../../../arm/resource.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { child, type Entry, itemsOf, type Node, placeOf, type Reference } from '../../../kernel/tree.ts'
import type { ResourceInstance } from '../module.ts'
import { clusterFields, poolFields } from './cluster.ts'
import { extensionFields, safeguardFields, trustedAccessFields, windowsIn } from './cluster-children.ts'
import { entraTypes } from './entra.ts'
import { bodyFrom, type Field } from './field.ts'
import { firewallTypes } from './firewall.ts'
import { governanceTypes } from './governance.ts'
import {
  federatedFields,
  groupFields as resourceGroupFields,
  identityFields,
  roleAssignmentFields,
} from './identity.ts'
import { logFields, monitoringTypes, settingFields } from './monitoring.ts'
import {
  groupFields,
  networkFields,
  networkTypes,
  routeFields,
  ruleFields,
  subnetFields,
  tableFields,
} from './network.ts'
import {
  cacheRuleFields,
  registryFields,
  replicationFields,
  taskFields,
  tokenFields,
  triggerFields,
  webhookFields,
} from './registry.ts'
import { vaultTypes } from './vault.ts'
import type { TypeTable } from './type-table.ts'

/** A resource of the provider and what it is given. */
export interface Given {
  readonly resource: ResourceInstance
  readonly arguments: Node
  readonly declaredIn: string
  readonly providerMajor: number
}

type Translate = (given: Given) => readonly ArmResource[]

const plainTypes: Readonly<Record<string, TypeTable>> = {
  ...entraTypes,
  ...firewallTypes,
  ...governanceTypes,
  ...monitoringTypes,
  ...networkTypes,
  ...vaultTypes,
}

const types: Readonly<Record<string, Translate>> = {
  azurerm_container_registry: translateRegistry,
  azurerm_container_registry_cache_rule: plain(
    'Microsoft.ContainerRegistry/registries/cacheRules',
    cacheRuleFields,
  ),
  azurerm_container_registry_task: translateTask,
  azurerm_container_registry_token: plain('Microsoft.ContainerRegistry/registries/tokens', tokenFields),
  azurerm_container_registry_webhook: plain('Microsoft.ContainerRegistry/registries/webhooks', webhookFields),
  azurerm_federated_identity_credential: plain(
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    federatedFields,
  ),
  azurerm_kubernetes_cluster: translateCluster,
  azurerm_kubernetes_cluster_deployment_safeguard: plain(
    'Microsoft.ContainerService/deploymentSafeguards',
    safeguardFields,
  ),
  azurerm_kubernetes_cluster_extension: plain(
    'Microsoft.KubernetesConfiguration/extensions',
    extensionFields,
  ),
  azurerm_kubernetes_cluster_trusted_access_role_binding: plain(
    'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings',
    trustedAccessFields,
  ),
  azurerm_kubernetes_cluster_node_pool: plain(
    'Microsoft.ContainerService/managedClusters/agentPools',
    poolFields,
  ),
  azurerm_monitor_diagnostic_setting: translateSetting,
  azurerm_network_security_group: withParts('Microsoft.Network/networkSecurityGroups', groupFields, {
    block: 'security_rule',
    to: 'securityRules',
    fields: ruleFields,
  }),
  azurerm_resource_group: plain('Microsoft.Resources/resourceGroups', resourceGroupFields),
  azurerm_pim_active_role_assignment: plain('Microsoft.Authorization/roleAssignments', roleAssignmentFields),
  azurerm_role_assignment: plain('Microsoft.Authorization/roleAssignments', roleAssignmentFields),
  azurerm_route_table: withParts('Microsoft.Network/routeTables', tableFields, {
    block: 'route',
    to: 'routes',
    fields: routeFields,
  }),
  azurerm_subnet: plain('Microsoft.Network/virtualNetworks/subnets', subnetFields),
  azurerm_user_assigned_identity: plain('Microsoft.ManagedIdentity/userAssignedIdentities', identityFields),
  azurerm_virtual_network: translateNetwork,
}

/** Whether resources of a type are translated. */
export function isTranslated(type: string): boolean {
  return lookup(types, type) !== undefined || lookup(plainTypes, type) !== undefined
}

/** The resources of ARM that a resource of the provider stands for; none for types that are not read. */
export function translate(given: Given): readonly ArmResource[] {
  const { type } = given.resource
  const table = lookup(plainTypes, type)
  return table === undefined ? (lookup(types, type)?.(given) ?? []) : plain(table.type, table.fields)(given)
}

/** A body in the shape of ARM, standing where the resource of the provider does. */
export function armOf(given: Given, type: string, body: Node): ArmResource {
  const { resource, declaredIn } = given
  const { written, document } = resource.declared
  return {
    type,
    address: resource.address,
    declaredIn,
    body,
    origin: { document, start: written.start, end: written.end },
    calls: resource.module.options.calls,
    isCertain: resource.instance.isCertain && resource.module.options.isCertain,
  }
}

function plain(type: string, fields: readonly Field[]): Translate {
  return (given) => [armOf(given, type, bodyFrom(given.arguments, fields))]
}

interface Parts {
  /** The blocks, and the list of properties that they become. */
  readonly block: string
  readonly to: string
  readonly fields: readonly Field[]
}

function withParts(type: string, fields: readonly Field[], parts: Parts): Translate {
  return (given) => [
    armOf(given, type, withProperty(bodyFrom(given.arguments, fields), parts.to, partsIn(given, parts))),
  ]
}

function partsIn({ arguments: own }: Given, { block, fields }: Parts): Node {
  const written = child(own, block)
  if (written?.kind === 'hidden') return written
  const items = itemsOf(written).map((item) => (item.kind === 'hidden' ? item : bodyFrom(item, fields)))
  return { kind: 'list', ...placeOf(written ?? own), items }
}

/** The body with one more property. */
export function withProperty(body: Node, name: string, value: Node): Node {
  const properties = child(body, 'properties') ?? {
    kind: 'map',
    ...placeOf(body),
    entries: new Map<string, Entry>(),
  }
  return withEntry(body, 'properties', withEntry(properties, name, value))
}

export function withEntry(node: Node, name: string, value: Node): Node {
  if (node.kind !== 'map') return node
  return { ...node, entries: new Map([...node.entries, [name, { keyStart: value.start, value }] as const]) }
}

function translateRegistry(given: Given): readonly ArmResource[] {
  const body = bodyFrom(given.arguments, registryFields)
  const replications = partsIn(given, { block: 'georeplications', to: '', fields: replicationFields })
  return [
    armOf(given, 'Microsoft.ContainerRegistry/registries', withEntry(body, 'replications', replications)),
  ]
}

/** A task; the repositories whose changes start it stand in blocks. */
function translateTask(given: Given): readonly ArmResource[] {
  const triggers = partsIn(given, { block: 'source_trigger', to: '', fields: triggerFields })
  const trigger = mapOf(given.arguments, { sourceTriggers: triggers })
  const body = withProperty(bodyFrom(given.arguments, taskFields), 'trigger', trigger)
  return [armOf(given, 'Microsoft.ContainerRegistry/registries/tasks', body)]
}

/** Logs are `log` up to version 3 of the provider, and `enabled_log` from then on. */
function translateSetting(given: Given): readonly ArmResource[] {
  const block = child(given.arguments, 'enabled_log') === undefined ? 'log' : 'enabled_log'
  const parts: Parts = { block, to: 'logs', fields: logFields }
  return withParts('Microsoft.Insights/diagnosticSettings', settingFields, parts)(given)
}

/** What the provider sets where nobody does, since its version 5. */
function withProviderDefaults({ arguments: own, providerMajor }: Given): Node {
  if (providerMajor < 5 || child(own, 'oidc_issuer_enabled') !== undefined) return own
  return withEntry(own, 'oidc_issuer_enabled', { kind: 'scalar', value: true, ...placeOf(own) })
}

/** A cluster, and its blocks that are resources of their own in ARM: the first pool and the maintenance windows. */
function translateCluster(given: Given): readonly ArmResource[] {
  const cluster = armOf(
    given,
    'Microsoft.ContainerService/managedClusters',
    bodyFrom(withProviderDefaults(given), clusterFields),
  )
  const windows = windowsIn(given.arguments).map(({ block, body }) =>
    blockOf(cluster, body, {
      type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
      name: block,
    }),
  )
  const [pool] = itemsOf(child(given.arguments, 'default_node_pool'))
  if (pool === undefined) return [cluster, ...windows]
  const body = bodyFrom(pool, poolFields)
  const isUser = child(pool, 'mode') === undefined
  const first = blockOf(cluster, isUser ? withProperty(body, 'mode', systemMode(pool)) : body, {
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    name: 'default_node_pool',
  })
  return [cluster, first, ...windows]
}

/** A block of a cluster as a resource that belongs to it. */
function blockOf(
  cluster: ArmResource,
  body: Node,
  { type, name }: { readonly type: string; readonly name: string },
): ArmResource {
  return {
    ...cluster,
    type,
    address: `${cluster.address}.${name}`,
    body: withEntry(body, 'parent', referenceNode(body, { to: cluster.address, path: ['id'] })),
    origin: { document: body.document ?? cluster.origin.document, start: body.start, end: body.end },
  }
}

function systemMode(pool: Node): Node {
  return { kind: 'scalar', value: 'System', ...placeOf(pool) }
}

function referenceNode(at: Node, refersTo: Reference): Node {
  return { kind: 'hidden', reason: 'it is only known once it is created', ...placeOf(at), refersTo }
}

/** A network and the subnets that are written in it. */
function translateNetwork(given: Given): readonly ArmResource[] {
  const network = armOf(given, 'Microsoft.Network/virtualNetworks', bodyFrom(given.arguments, networkFields))
  const subnets = itemsOf(child(given.arguments, 'subnet')).map((subnet, index) => ({
    ...armOf(
      given,
      'Microsoft.Network/virtualNetworks/subnets',
      withEntry(
        bodyFrom(subnet, subnetFields),
        'parent',
        referenceNode(subnet, { to: network.address, path: ['id'] }),
      ),
    ),
    address: `${network.address}.subnet[${index}]`,
    origin: { document: subnet.document ?? network.origin.document, start: subnet.start, end: subnet.end },
  }))
  return [network, ...subnets]
}
