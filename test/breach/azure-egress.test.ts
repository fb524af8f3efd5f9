// Routes that Azure’s networks, budgets and vaults open or bar: each with and without the barrier, as derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Report } from '../../src/findings/report.ts'
import { pod, report } from './azure-route.ts'

const model = pod('model', 'automountServiceAccountToken: false,')
/** Names are filtered, so that no tunnel through DNS goes around the firewall. */
const dns = 'facts: { dns: filtered }\n'

function routeOf(
  { breach }: Report,
  goal: string,
): NonNullable<Report['breach']>['routes'][number] | undefined {
  return breach?.routes.find((each) => each.goal === goal && !each.isDrift)
}

/** `value line…` of a fact that was read. */
function told({ breach }: Report, name: string): string | undefined {
  const fact = breach?.facts.find((each) => each.fact === name)
  return fact?.value === undefined ? undefined : `${fact.value} ${fact.location?.line}`
}

interface Cluster {
  readonly outbound?: string
  readonly nodes?: readonly string[]
  readonly more?: string
}

function cluster({ outbound = 'loadBalancer', nodes = [], more = '' }: Cluster): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {
  network_profile {
    network_policy = "cilium"
    outbound_type = "${outbound}"
  }
  default_node_pool {
    name = "nodes"
${nodes.map((line) => `    ${line}\n`).join('')}  }
}
${more}`
}

const inSubnet = ['vnet_subnet_id = azurerm_subnet.s.id']

function subnet(...lines: readonly string[]): string {
  return `resource "azurerm_subnet" "s" {\n  address_prefixes = ["10.40.1.0/24"]\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

function drops(to: string, port = '*'): string {
  return `resource "azurerm_network_security_group" "g" {
  security_rule {
    direction = "Outbound"
    access = "Deny"
    priority = 100
    protocol = "*"
    source_address_prefix = "*"
    destination_address_prefix = "${to}"
    destination_port_range = "${port}"
  }
}
`
}

const grouped = 'network_security_group_id = azurerm_network_security_group.g.id'
const routed = 'route_table_id = azurerm_route_table.r.id'

/** How many failure domains stand before the internet, and what says so. */
function internet(terraform: string): readonly unknown[] {
  const scanned = report({ 'main.tf': terraform, 'pod.yaml': model }, dns)
  const { lower, upper } = routeOf(scanned, 'the internet')?.depth ?? {}
  return [lower, upper, told(scanned, 'egressFirewall')]
}

test('what AKS sets up lets everything out, unless the group of the subnet drops it', () => {
  assert.deepEqual(internet(cluster({})), [0, 0, 'none 4'])
  assert.deepEqual(internet(cluster({ nodes: inSubnet, more: subnet() })), [0, 0, 'none 4'])
  // The rule stands on line 16: the group’s is the only thing that has to fail.
  const dropped = cluster({ nodes: inSubnet, more: subnet(grouped) + drops('Internet') })
  assert.deepEqual(internet(dropped), [1, 1, 'enforced 16'])
  const other = cluster({ nodes: inSubnet, more: subnet(grouped) + drops('VirtualNetwork') })
  assert.deepEqual(internet(other), [0, 0, 'none 4'])
})

test('a cluster without a way out has one where its nodes have addresses of the internet', () => {
  assert.deepEqual(internet(cluster({ outbound: 'none' })), [1, 1, 'enforced 4'])
  const open = cluster({ outbound: 'none', nodes: ['node_public_ip_enabled = true'] })
  assert.deepEqual(internet(open), [0, 0, 'none 8'])
})

function behind(names: string | undefined): string {
  const address =
    names === undefined ? '"10.1.0.4"' : 'azurerm_firewall.f.ip_configuration[0].private_ip_address'
  const table = `resource "azurerm_route_table" "r" {
  route {
    address_prefix = "0.0.0.0/0"
    next_hop_type = "VirtualAppliance"
    next_hop_in_ip_address = ${address}
  }
}
`
  const firewall = `resource "azurerm_firewall" "f" {
  firewall_policy_id = azurerm_firewall_policy.p.id
}
resource "azurerm_firewall_policy" "p" {
}
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  firewall_policy_id = azurerm_firewall_policy.p.id
  application_rule_collection {
    action = "Allow"
    priority = 100
    rule {
      name = "r"
      destination_fqdns = [${names}]
    }
  }
}
`
  return subnet(routed) + table + (names === undefined ? '' : firewall)
}

test('a route of one’s own leads to a firewall that is as good as its rules', () => {
  const to = (names?: string): readonly unknown[] =>
    internet(cluster({ outbound: 'userDefinedRouting', nodes: inSubnet, more: behind(names) }))
  assert.deepEqual(to('"mcr.microsoft.com"'), [1, 1, 'enforced 16'])
  assert.deepEqual(to('"*"'), [0, 0, 'none 32'])
  // Whose rules nobody shows.
  assert.deepEqual(to(), [0, 1, undefined])
  const unrouted = cluster({ outbound: 'userDefinedRouting', nodes: inSubnet, more: subnet() })
  assert.deepEqual(internet(unrouted), [0, 0, 'none 11'])
})

test('what was read of the network wins over a claim, which is told', () => {
  const claim = 'facts: { egressFirewall: { value: enforced, owner: me@example.com, date: 2026-11-01 } }\n'
  const { problems, breach } = report({ 'main.tf': cluster({}), 'pod.yaml': model }, claim)
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['fact-denied'],
  )
  assert.equal(breach?.facts.find(({ fact }) => fact === 'egressFirewall')?.denied, 'none')
})

/** The techniques of the route from one tenant’s node to another’s, where they have pools of their own. */
function lateral(ssh: string): { readonly fact: string | undefined; readonly steps: readonly string[] } {
  const pool = `resource "azurerm_kubernetes_cluster_node_pool" "globex" {
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  name = "globex"
  node_taints = ["tenant=globex:NoSchedule"]
  vnet_subnet_id = azurerm_subnet.s.id
}
`
  const terraform = cluster({ nodes: inSubnet, more: subnet(grouped) + drops('VirtualNetwork', ssh) + pool })
  const taint = 'tolerations: [{ key: tenant, value: globex, effect: NoSchedule }],'
  const pods = [
    pod('acme', 'nodeSelector: { agentpool: nodes }, automountServiceAccountToken: false,'),
    pod('globex', `nodeSelector: { agentpool: globex }, automountServiceAccountToken: false, ${taint}`),
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: globex }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }',
  ].join('\n---\n')
  const config =
    'facts: { nodeKernel: patched, containerRuntime: patched, placement: enforced, imds: blocked, nodeIdentity: scoped }\n'
  const scanned = report({ 'main.tf': terraform, 'pods.yaml': pods }, config)
  const { steps = [] } = routeOf(scanned, 'another tenant’s data') ?? {}
  return {
    fact: told(scanned, 'nodePorts'),
    steps: steps.flatMap(({ technique }) => technique?.name ?? []),
  }
}

test('from node to node by a login, where the group lets it through', () => {
  // One kernel has to fail; the next node is a login away.
  assert.deepEqual(lateral('443'), {
    fact: 'open 15',
    steps: ['kernel-flaw', 'node-lateral', 'node-to-pods'],
  })
  // Without logins the kubelet’s credential has to do: pods are lured to the node that is held already.
  assert.deepEqual(lateral('20-4000'), {
    fact: 'isolated 16',
    steps: ['kernel-flaw', 'node-credential', 'pod-luring'],
  })
})

test('a rule against the metadata service’s address has no effect, one for its tag leaves the question open', () => {
  const imds = (to: string): string | undefined => {
    const terraform = cluster({ nodes: inSubnet, more: subnet(grouped) + drops(to) })
    return told(report({ 'main.tf': terraform, 'pod.yaml': model }), 'imds')
  }
  assert.equal(imds('169.254.169.254'), 'open 1')
  assert.equal(imds('AzurePlatformIMDS'), undefined)
})

function budget(amount: number): string {
  return `resource "azurerm_consumption_budget_subscription" "b" {\n  subscription_id = "/subscriptions/0"\n  amount = ${amount}\n}\n`
}

/** Whether pods of one’s choice drain money, and what says so. */
function drained(more: string, ...nodes: readonly string[]): readonly unknown[] {
  const scanned = report({ 'main.tf': cluster({ nodes, more }), 'pod.yaml': model })
  const isOpen = scanned.breach?.routes.some(
    ({ goal, isDrift }) => goal === 'a resource without bound: nodes that are bought' && !isDrift,
  )
  return [isOpen, told(scanned, 'spending')]
}

test('nodes are bought without bound unless a budget pays for all of them', () => {
  const pool = ['vm_size = "Standard_D4s_v5"', 'auto_scaling_enabled = true', 'max_count = 10']
  // 10 × 0.192 × 730 = 1,401.6
  assert.deepEqual(drained(budget(1402), ...pool), [false, 'capped 15'])
  assert.deepEqual(drained(budget(1401), ...pool), [true, 'open 15'])
  assert.deepEqual(drained('', ...pool), [true, undefined])
  const endless = cluster({ nodes: pool }).replace(
    'network_profile {',
    'node_provisioning_profile {\n    mode = "Auto"\n  }\n  network_profile {',
  )
  const scanned = report({ 'main.tf': endless + budget(1402), 'pod.yaml': model })
  assert.equal(told(scanned, 'spending'), 'open 3')
})

/** Depth to another tenant’s secrets by a token for vaults, which every node hands out. */
function vaulted(vault: string, endpoint: string): unknown {
  const nodes = `resource "azurerm_virtual_network" "v" {
  name = "v"
}
resource "azurerm_virtual_network" "far" {
  name = "far"
}
resource "azurerm_key_vault" "k" {
  ${vault}
}
resource "azurerm_role_assignment" "r" {
  principal_id = azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id
  role_definition_name = "Key Vault Secrets User"
  scope = azurerm_key_vault.k.id
}
`
  const terraform = cluster({
    nodes: inSubnet,
    more: subnet('virtual_network_name = azurerm_virtual_network.v.name') + nodes + endpoint,
  })
  const secrets = 'volumes: [{ name: s, csi: { driver: secrets-store.csi.k8s.io } }],'
  const scanned = report({ 'main.tf': terraform, 'pods.yaml': `${model}\n---\n${pod('other', secrets)}` })
  return scanned.breach?.routes
    .find(({ goal, isDrift }) => goal === 'another tenant’s data' && !isDrift)
    ?.steps.map(({ technique }) => technique?.name)
    .includes('key-vault')
}

test('a token for a vault is worth as much as the way to the vault', () => {
  const endpoint = (network: string): string => `resource "azurerm_subnet" "e" {
  virtual_network_name = azurerm_virtual_network.${network}.name
}
resource "azurerm_private_endpoint" "e" {
  subnet_id = azurerm_subnet.e.id
  private_service_connection {
    private_connection_resource_id = azurerm_key_vault.k.id
  }
}
`
  const closed = 'public_network_access_enabled = false'
  assert.equal(vaulted('name = "k"', ''), true)
  assert.equal(vaulted(closed, endpoint('v')), true)
  assert.equal(vaulted(closed, ''), false)
  assert.equal(vaulted(closed, endpoint('far')), false)
})

test('logs of the cluster go where a cap bounds them, or none does', () => {
  const volume = (line: string): string | undefined => {
    const more = `resource "azurerm_log_analytics_workspace" "w" {
  ${line}
}
resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = azurerm_kubernetes_cluster.aks.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.w.id
}
`
    return told(report({ 'main.tf': cluster({ more }), 'pod.yaml': model }), 'logVolume')
  }
  assert.equal(volume('daily_quota_gb = 5'), 'capped 11')
  assert.equal(volume('name = "w"'), 'open 10')
})

test('a policy of a vault is a right, and who rules the network is not held to anything', () => {
  const rights = (more: string): string | undefined =>
    told(report({ 'main.tf': cluster({ more }), 'pod.yaml': model }), 'nodeIdentity')?.split(' ')[0]
  const nodes = 'azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id'
  const role = (name: string): string =>
    `resource "azurerm_role_assignment" "r" {\n  principal_id = ${nodes}\n  role_definition_name = "${name}"\n  scope = "/subscriptions/0/resourceGroups/rg"\n}\n`
  const vault = (by: string, ...lines: readonly string[]): string =>
    `${role('AcrPull')}resource "azurerm_key_vault" "k" {\n  access_policy {\n    object_id = ${by}\n    secret_permissions = ["Get"]\n  }\n${lines.join('\n')}\n}\n`
  assert.equal(rights(role('AcrPull')), 'scoped')
  assert.equal(rights(vault(nodes)), 'wide')
  assert.equal(rights(vault(nodes, '  rbac_authorization_enabled = true')), 'scoped')
  assert.equal(rights(vault('"somebody"')), 'scoped')
  assert.equal(rights(`${vault('var.unknown')}variable "unknown" {}\n`), undefined)
  assert.equal(rights(role('Network Contributor')), undefined)
})

test('pods with addresses of a subnet of their own leave by that one', () => {
  const own = 'resource "azurerm_subnet" "p" {\n  address_prefixes = ["10.40.2.0/24"]\n}\n'
  const more = subnet(grouped) + drops('Internet') + own
  const nodes = [...inSubnet, 'pod_subnet_id = azurerm_subnet.p.id']
  assert.deepEqual(internet(cluster({ nodes, more })), [0, 0, 'none 4'])
  const held = own.replace('  address', `  ${grouped}\n  address`)
  assert.deepEqual(internet(cluster({ nodes, more: subnet(grouped) + drops('Internet') + held })), [
    1,
    1,
    'enforced 17',
  ])
  const elsewhere = [...inSubnet, 'pod_subnet_id = "/subscriptions/0"']
  const unseen = cluster({ nodes: elsewhere, more: subnet(grouped) + drops('Internet') })
  assert.deepEqual(internet(unseen), [0, 1, undefined])
})

test('a pool of which nobody knows whether it is there takes no good away, and lets none be claimed', () => {
  const pool = (count: string): string =>
    `resource "azurerm_kubernetes_cluster_node_pool" "p" {
  count = ${count}
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vnet_subnet_id = azurerm_subnet.s.id
}
variable "unknown" {}
`
  const held = subnet(grouped) + drops('Internet')
  assert.deepEqual(internet(cluster({ nodes: inSubnet, more: held + pool('1') })), [1, 1, 'enforced 16'])
  assert.deepEqual(internet(cluster({ nodes: inSubnet, more: held + pool('var.unknown') })), [
    0,
    1,
    undefined,
  ])
})
