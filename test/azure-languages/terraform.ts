// A small platform in the words of Terraform's provider.
import {
  ownRole,
  type SmallPlatform,
  type SmallPool,
  type SmallRight,
  type SmallRule,
} from './small-platform.ts'

export function terraform(small: SmallPlatform): string {
  return [
    clusterOf(small),
    ...small.pools.map(poolOf),
    ...networkOf(small),
    ...firewallOf(small),
    ...identitiesOf(small),
    ...storesOf(small),
    roleIn(small),
    'variable "maybe" {}\n',
    ...small.rights.map((right, index) => rightOf(right, index, small)),
  ].join('')
}

function block(head: string, ...lines: readonly (string | undefined)[]): string {
  const body = lines.filter((line) => line !== undefined).map((line) => `  ${line}\n`)
  return `${head} {\n${body.join('')}}\n`
}

function resource(type: string, name: string, ...lines: readonly (string | undefined)[]): string {
  return inGroup('azurerm_resource_group.rg.name', `${type} ${name}`, ...lines)
}

function inGroup(group: string, what: string, ...lines: readonly (string | undefined)[]): string {
  const [type = '', symbol = '', name = symbol] = what.split(' ')
  const named = [`name = "${name}"`, `resource_group_name = ${group}`]
  return block(`resource "azurerm_${type}" "${symbol}"`, ...named, ...lines)
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
    block('identity', 'type = "UserAssigned"', 'identity_ids = [azurerm_user_assigned_identity.control.id]'),
    isOwnKubelet ? block('kubelet_identity', identity) : undefined,
  )
}

function poolOf(pool: SmallPool): string {
  const { name, isTainted, hasAddress, isInSubnet, podMaxPids, isPerhaps } = pool
  return block(
    `resource "azurerm_kubernetes_cluster_node_pool" "${name}"`,
    isPerhaps ? 'count = var.maybe ? 1 : 0' : undefined,
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

function firewallOf({ opens: { source, address }, isHubElsewhere }: SmallPlatform): readonly string[] {
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
  const group = isHubElsewhere ? '"hub"' : 'azurerm_resource_group.rg.name'
  const dropped = ruleOf({ access: 'Deny', priority: 100, to: '*', port: '*' })
  return [
    inGroup(group, 'firewall fw', policy),
    inGroup(group, 'firewall_policy policy'),
    isHubElsewhere ? inGroup(group, 'network_security_group decoy nsg', dropped) : '',
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
    resource('user_assigned_identity', 'control'),
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

function storesOf(small: SmallPlatform): readonly string[] {
  const { isAbac, isAnonymous, isVaultOfRoles, reader } = small
  return [
    resource(
      'container_registry',
      'acr',
      'sku = "Premium"',
      `anonymous_pull_enabled = ${isAnonymous}`,
      isAbac ? 'role_assignment_mode = "AbacRepositoryPermissions"' : undefined,
    ),
    resource(
      'key_vault',
      'kv',
      `rbac_authorization_enabled = ${isVaultOfRoles}`,
      reader === undefined ? undefined : policyFor(reader, small),
    ),
  ]
}

const scopes: Readonly<Record<SmallRight['over'], string>> = {
  acr: 'azurerm_container_registry.acr.id',
  group: 'azurerm_resource_group.rg.id',
  kv: 'azurerm_key_vault.kv.id',
  nodes: 'azurerm_subnet.nodes.id',
}

function policyFor(who: SmallRight['who'], small: SmallPlatform): string {
  return block('access_policy', `object_id = ${principalOf(who, small)}`, 'secret_permissions = ["Get"]')
}

function roleIn({ actions, notActions }: SmallPlatform): string {
  const permissions = [`actions = ${JSON.stringify(actions)}`, `not_actions = ${JSON.stringify(notActions)}`]
  return block(
    'resource "azurerm_role_definition" "role"',
    `name = "${ownRole}"`,
    block('permissions', ...permissions),
  )
}

function principalOf(who: SmallRight['who'], { isOwnKubelet }: SmallPlatform): string {
  return who === 'kubelet' && !isOwnKubelet
    ? 'azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id'
    : `azurerm_user_assigned_identity.${who}.principal_id`
}

function rightOf({ who, role, over }: SmallRight, index: number, small: SmallPlatform): string {
  const own = 'role_definition_id = azurerm_role_definition.role.role_definition_resource_id'
  return block(
    `resource "azurerm_role_assignment" "right${index}"`,
    `principal_id = ${principalOf(who, small)}`,
    role === ownRole ? own : `role_definition_name = "${role}"`,
    `scope = ${scopes[over]}`,
  )
}
