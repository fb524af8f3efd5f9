// A small platform in the words of Terraform's provider.
import type { SmallPlatform, SmallPool, SmallRight, SmallRule } from './small-platform.ts'

export function terraform(small: SmallPlatform): string {
  return [
    clusterOf(small),
    ...small.pools.map(poolOf),
    ...networkOf(small),
    ...firewallOf(small),
    ...identitiesOf(small),
    ...storesOf(small),
    ...small.rights.map((right, index) => rightOf(right, index, small)),
  ].join('')
}

function block(head: string, ...lines: readonly (string | undefined)[]): string {
  const body = lines.filter((line) => line !== undefined).map((line) => `  ${line}\n`)
  return `${head} {\n${body.join('')}}\n`
}

function resource(type: string, name: string, ...lines: readonly (string | undefined)[]): string {
  const named = [`name = "${name}"`, 'resource_group_name = azurerm_resource_group.rg.name']
  return block(`resource "azurerm_${type}" "${name}"`, ...named, ...lines)
}

function clusterOf(small: SmallPlatform): string {
  const { outbound, networkPolicy, isPrivate, ranges, hasLocalAccounts, isOwnKubelet } = small
  const identity = 'user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id'
  return resource(
    'kubernetes_cluster',
    'aks',
    `private_cluster_enabled = ${isPrivate}`,
    `local_account_disabled = ${!hasLocalAccounts}`,
    block(
      'network_profile',
      networkPolicy === undefined ? undefined : `network_policy = "${networkPolicy}"`,
      `outbound_type = "${outbound}"`,
    ),
    block('api_server_access_profile', `authorized_ip_ranges = ${JSON.stringify(ranges)}`),
    block('default_node_pool', 'name = "system"', 'vnet_subnet_id = azurerm_subnet.nodes.id'),
    isOwnKubelet ? block('kubelet_identity', identity) : undefined,
  )
}

function poolOf({ name, isTainted, hasAddress, isInSubnet, podMaxPids }: SmallPool): string {
  return block(
    `resource "azurerm_kubernetes_cluster_node_pool" "${name}"`,
    `name = "${name}"`,
    'mode = "User"',
    'kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id',
    isTainted ? 'node_taints = ["sku=gpu:NoSchedule"]' : undefined,
    `node_public_ip_enabled = ${hasAddress}`,
    isInSubnet ? 'vnet_subnet_id = azurerm_subnet.nodes.id' : undefined,
    podMaxPids === undefined ? undefined : block('kubelet_config', `pod_max_pid = ${podMaxPids}`),
  )
}

function networkOf({ rules, route }: SmallPlatform): readonly string[] {
  const subnet = 'subnet_id = azurerm_subnet.nodes.id'
  const linked = (what: string, by: string): string =>
    block(`resource "azurerm_subnet_${what}_association" "nodes"`, subnet, by)
  const group = 'network_security_group_id = azurerm_network_security_group.nsg.id'
  return [
    block('resource "azurerm_resource_group" "rg"', 'name = "rg"'),
    resource('virtual_network', 'vnet', 'address_space = ["10.1.0.0/16"]'),
    resource(
      'subnet',
      'nodes',
      'virtual_network_name = azurerm_virtual_network.vnet.name',
      'address_prefixes = ["10.1.0.0/24"]',
    ),
    ...(rules === undefined
      ? []
      : [
          resource('network_security_group', 'nsg', ...rules.map(ruleOf)),
          linked('network_security_group', group),
        ]),
    ...(route === undefined
      ? []
      : [tableOf(route), linked('route_table', 'route_table_id = azurerm_route_table.rt.id')]),
  ]
}

function tableOf(route: string): string {
  const address = 'next_hop_in_ip_address = azurerm_firewall.fw.ip_configuration[0].private_ip_address'
  const hop = route === 'VirtualAppliance' ? address : undefined
  const led = block(
    'route',
    'name = "all"',
    'address_prefix = "0.0.0.0/0"',
    `next_hop_type = "${route}"`,
    hop,
  )
  return resource('route_table', 'rt', led)
}

function ruleOf({ access, priority, to, port }: SmallRule): string {
  return block(
    'security_rule',
    `name = "rule${priority}"`,
    'direction = "Outbound"',
    `access = "${access}"`,
    `priority = ${priority}`,
    'protocol = "*"',
    'source_address_prefix = "*"',
    'source_port_range = "*"',
    `destination_address_prefix = "${to}"`,
    `destination_port_range = "${port}"`,
  )
}

function firewallOf({ opens: { source, address } }: SmallPlatform): readonly string[] {
  const rule = block(
    'rule',
    'name = "some"',
    'protocols = ["TCP"]',
    `source_addresses = ["${source}"]`,
    `destination_addresses = ["${address}"]`,
    'destination_ports = ["443"]',
  )
  const collection = block(
    'network_rule_collection',
    'name = "some"',
    'priority = 100',
    'action = "Allow"',
    rule,
  )
  const policy = 'firewall_policy_id = azurerm_firewall_policy.policy.id'
  return [
    resource('firewall', 'fw', policy),
    resource('firewall_policy', 'policy'),
    block(
      'resource "azurerm_firewall_policy_rule_collection_group" "passing"',
      'name = "passing"',
      policy,
      'priority = 200',
      collection,
    ),
  ]
}

function identitiesOf({ account }: SmallPlatform): readonly string[] {
  return [
    resource('user_assigned_identity', 'kubelet'),
    resource('user_assigned_identity', 'workload'),
    resource(
      'federated_identity_credential',
      'trusting',
      'user_assigned_identity_id = azurerm_user_assigned_identity.workload.id',
      'issuer = "https://westeurope.oic.prod-aks.azure.com/0/1/"',
      `subject = "system:serviceaccount:models:${account}"`,
      'audience = ["api://AzureADTokenExchange"]',
    ),
  ]
}

function storesOf({ isAbac, isAnonymous, isVaultOfRoles }: SmallPlatform): readonly string[] {
  return [
    resource(
      'container_registry',
      'acr',
      'sku = "Premium"',
      `anonymous_pull_enabled = ${isAnonymous}`,
      isAbac ? 'role_assignment_mode = "AbacRepositoryPermissions"' : undefined,
    ),
    resource('key_vault', 'kv', `rbac_authorization_enabled = ${isVaultOfRoles}`),
  ]
}

const scopes: Readonly<Record<SmallRight['over'], string>> = {
  acr: 'azurerm_container_registry.acr.id',
  group: 'azurerm_resource_group.rg.id',
  kv: 'azurerm_key_vault.kv.id',
  nodes: 'azurerm_subnet.nodes.id',
}

function rightOf({ who, role, over }: SmallRight, index: number, { isOwnKubelet }: SmallPlatform): string {
  const made = 'azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id'
  const own = `azurerm_user_assigned_identity.${who}.principal_id`
  return block(
    `resource "azurerm_role_assignment" "right${index}"`,
    `principal_id = ${who === 'kubelet' && !isOwnKubelet ? made : own}`,
    `role_definition_name = "${role}"`,
    `scope = ${scopes[over]}`,
  )
}
