// Ways from a subnet to the internet past what is meant to hold it: each derived by hand from how Azure routes.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cluster, told } from './azure-told.ts'

interface Network {
  readonly outbound?: string
  readonly pool?: string
  readonly subnet?: string
  readonly rules?: string
  readonly more?: string
}

const routed = 'route_table_id = azurerm_route_table.r.id'
const onlyMicrosoft = 'application_rule_collection {\n rule { destination_fqdns = ["mcr.microsoft.com"] }\n}'

/** What is told of the way out, without the lines. */
function egress(network: Network): string | undefined {
  return told(declared(network))['egressFirewall']?.split(' ')[0]
}

function declared({
  outbound = 'userDefinedRouting',
  pool = '',
  subnet = routed,
  rules = onlyMicrosoft,
  more = '',
}: Network): string {
  return `${cluster(
    `network_profile { outbound_type = "${outbound}" }`,
    `default_node_pool {\n vnet_subnet_id = azurerm_subnet.nodes.id\n ${pool}\n}`,
  )}variable "unknown" {}
resource "azurerm_subnet" "nodes" {
  address_prefixes = ["10.40.1.0/24"]
  ${subnet}
}
resource "azurerm_route_table" "r" {
  route {
    address_prefix = "0.0.0.0/0"
    next_hop_type = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.f.ip_configuration[0].private_ip_address
  }
}
resource "azurerm_firewall" "f" {
  firewall_policy_id = azurerm_firewall_policy.p.id
}
resource "azurerm_firewall_policy" "p" {
}
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority = 100
  ${rules}
}
${more}`
}

test('an endpoint of a service leads past the route to accounts of strangers', () => {
  const endpoint = (service: string, ...lines: readonly string[]): string | undefined =>
    egress({ subnet: [routed, `service_endpoints = [${service}]`, ...lines].join('\n') })
  const policies = 'service_endpoint_policy_ids = ["/subscriptions/s/serviceEndpointPolicies/p"]'
  assert.equal(egress({}), 'enforced')
  assert.equal(endpoint('"Microsoft.Storage"'), 'none')
  assert.equal(endpoint('"Microsoft.Storage.Global"'), 'none')
  assert.equal(endpoint('"Microsoft.Storage"', policies), 'enforced')
  // No policy holds a vault to one’s own.
  assert.equal(endpoint('"Microsoft.KeyVault"', policies), 'none')
  assert.equal(endpoint('"Microsoft.AzureActiveDirectory"'), 'enforced')
  assert.equal(endpoint('var.unknown'), undefined)
})

const closed = `security_rule {
  direction = "Outbound"
  access = "Deny"
  priority = 100
  protocol = "*"
  source_address_prefix = "*"
  destination_address_prefix = "*"
  destination_port_range = "*"
}`

function group(name: string, rules: string): string {
  return `resource "azurerm_network_security_group" "${name}" {\n name = "${name}"\n ${rules}\n}\n`
}

test('an association, a rule or a route that may not be there holds nothing', () => {
  const associated = (kind: string, lines: string): string =>
    `resource "azurerm_subnet_${kind}_association" "a" {\n subnet_id = azurerm_subnet.nodes.id\n ${lines}\n}\n`
  const grouped = 'network_security_group_id = azurerm_network_security_group.shut.id'
  const behindGroup = (lines: string): string | undefined =>
    egress({
      outbound: 'loadBalancer',
      subnet: '',
      more: group('shut', closed) + associated('network_security_group', `${grouped}\n${lines}`),
    })
  assert.equal(behindGroup(''), 'enforced')
  assert.equal(behindGroup('count = var.unknown'), undefined)
  assert.equal(behindGroup('count = 0'), 'none')
  const alongTable = (lines: string): string | undefined =>
    egress({ subnet: '', more: associated('route_table', `${routed}\n${lines}`) })
  assert.equal(alongTable(''), 'enforced')
  assert.equal(alongTable('count = var.unknown'), undefined)
  const ruled = (lines: string): string | undefined => {
    const rule = closed.replace(
      'security_rule {',
      `resource "azurerm_network_security_rule" "r" {\n network_security_group_name = "shut"\n ${lines}`,
    )
    return egress({ outbound: 'loadBalancer', subnet: grouped, more: `${group('shut', '')}${rule}\n` })
  }
  assert.equal(ruled(''), 'enforced')
  assert.equal(ruled('count = var.unknown'), undefined)
})

const pods = `resource "azurerm_subnet" "pods" {
  address_prefixes = ["10.40.2.0/24"]
`

test('pods with a subnet of their own go by its group and its routes', () => {
  const beside = (lines: string, outbound?: string): string | undefined =>
    egress({
      outbound: outbound ?? 'userDefinedRouting',
      subnet:
        outbound === undefined
          ? routed
          : 'network_security_group_id = azurerm_network_security_group.shut.id',
      pool: 'pod_subnet_id = azurerm_subnet.pods.id',
      more: `${group('shut', closed)}${pods}${lines}\n}\n`,
    })
  assert.equal(beside(routed), 'enforced')
  assert.equal(beside(''), 'none')
  assert.equal(beside('', 'loadBalancer'), 'none')
  assert.equal(
    beside('network_security_group_id = azurerm_network_security_group.shut.id', 'loadBalancer'),
    'enforced',
  )
  assert.equal(egress({ pool: 'pod_subnet_id = var.unknown' }), undefined)
})

test('where AKS sets up no way out the subnet may have one', () => {
  const none = (lines: string, pool = ''): string | undefined =>
    egress({ outbound: 'none', subnet: lines, pool })
  const isolated = 'default_outbound_access_enabled = false'
  assert.equal(none(isolated), 'enforced')
  assert.equal(none(routed), 'enforced')
  // Azure’s own way is there by default.
  assert.equal(none(''), undefined)
  const gateway = `resource "azurerm_subnet_nat_gateway_association" "a" {
  subnet_id = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.n.id
}
`
  assert.equal(egress({ outbound: 'none', subnet: isolated, more: gateway }), 'none')
  assert.equal(egress({ outbound: 'none', subnet: routed, more: gateway }), 'enforced')
  assert.equal(egress({ outbound: 'block', subnet: '' }), 'enforced')
  assert.equal(none(isolated, 'node_public_ip_enabled = var.unknown'), undefined)
})

function collection(kind: 'application' | 'network', action: string, ...lines: readonly string[]): string {
  return `${kind}_rule_collection {
  action = "${action}"
  ${lines[0]}
  rule {
    name = "r"
    ${lines.slice(1).join('\n    ')}
  }
}
`
}

const toAll = ['destination_addresses = ["*"]', 'destination_ports = ["*"]']
const first = 'priority = 100'
const anything = collection('application', 'Allow', 'priority = 200', 'destination_fqdns = ["*"]')

test('a rule of a firewall that drops ends the matter only where it drops everything, and surely', () => {
  const after = (priority: string, ...lines: readonly string[]): string | undefined =>
    egress({ rules: collection('network', 'Deny', priority, ...toAll, ...lines) + anything })
  const [sources, protocols] = ['source_addresses = ["*"]', 'protocols = ["Any"]']
  assert.equal(after(first, sources, protocols), 'enforced')
  assert.equal(after(first, 'source_addresses = ["10.99.0.0/16"]', protocols), 'none')
  assert.equal(after(first, sources, 'protocols = ["ICMP"]'), 'none')
  assert.equal(after('priority = var.unknown', sources, protocols), 'none')
})

test('rules that a policy may have let through whom they name', () => {
  const other = (lines: string, rules: string): string | undefined =>
    egress({
      more: `resource "azurerm_firewall_policy_rule_collection_group" "other" {\n priority = 90\n ${lines}\n ${rules}}\n`,
    })
  const own = 'firewall_policy_id = azurerm_firewall_policy.p.id'
  const exact = collection('application', 'Allow', first, 'destination_fqdns = ["mcr.microsoft.com"]')
  assert.equal(other(own, anything), 'none')
  assert.equal(other('firewall_policy_id = var.unknown', anything), undefined)
  assert.equal(other(`${own}\n count = var.unknown`, anything), undefined)
  assert.equal(other('firewall_policy_id = var.unknown', exact), 'enforced')
  // What drops may not be there either.
  const deny = collection(
    'network',
    'Deny',
    first,
    ...toAll,
    'source_addresses = ["*"]',
    'protocols = ["Any"]',
  )
  const denying = `resource "azurerm_firewall_policy_rule_collection_group" "d" {\n priority = 90\n count = var.unknown\n ${own}\n ${deny}}\n`
  assert.equal(egress({ rules: anything, more: denying }), 'none')
})

test('nobody lists the names of a category, and a path narrows a URL to nothing of strangers', () => {
  const to = (line: string): string | undefined =>
    egress({ rules: collection('application', 'Allow', first, line) })
  assert.equal(to('web_categories = ["Business"]'), undefined)
  assert.equal(to('destination_urls = ["www.example.com/models/*"]'), 'enforced')
  assert.equal(to('destination_urls = ["*.blob.core.windows.net/models/*"]'), 'none')
  assert.equal(to('destination_urls = ["*/models"]'), 'none')
})

test('a group, a table, a firewall or its policy that may not be there holds nothing', () => {
  const perhaps = (kind: string): string | undefined => {
    const counted = declared({})
      .replace(new RegExp(`(resource "azurerm_${kind}" "\\w" \\{)`), '$1\n  count = var.unknown')
      .replaceAll(new RegExp(`azurerm_${kind}\\.(\\w)\\.`, 'g'), `azurerm_${kind}.$1[0].`)
    return told(counted)['egressFirewall']
  }
  for (const kind of ['route_table', 'firewall', 'firewall_policy']) assert.equal(perhaps(kind), undefined)
  const grouped = (count: string): string | undefined =>
    egress({
      outbound: 'loadBalancer',
      subnet: 'network_security_group_id = azurerm_network_security_group.shut[0].id',
      more: group('shut', `count = ${count}\n${closed}`),
    })
  assert.equal(grouped('1'), 'enforced')
  assert.equal(grouped('var.unknown'), undefined)
})

test('a rule that drops what comes from one port leaves the others to whoever chooses them', () => {
  const from = (line: string): string | undefined =>
    egress({
      outbound: 'loadBalancer',
      subnet: 'network_security_group_id = azurerm_network_security_group.shut.id',
      more: group('shut', closed.replace('protocol =', `${line}\n  protocol =`)),
    })
  assert.equal(from('source_port_range = "*"'), 'enforced')
  assert.equal(from('source_port_range = "0-65535"'), 'enforced')
  assert.equal(from('source_port_range = "53"'), 'none')
  assert.equal(from('source_port_ranges = ["53", "1024-65535"]'), 'none')
  assert.equal(from('source_port_range = var.unknown'), undefined)
})

test('a star of a firewall stands for dots, and for a part of a label', () => {
  const named = (name: string): string | undefined =>
    egress({ rules: `application_rule_collection {\n rule { destination_fqdns = ["${name}"] }\n}` })
  assert.equal(named('*.monitoring.azure.com'), 'enforced')
  // Whoever has a machine is called `NAME.REGION.cloudapp.azure.com`.
  assert.equal(named('*.azure.com'), 'none')
  assert.equal(named('*example.com'), 'none')
  assert.equal(named('*-models.example.com'), 'enforced')
})
