// What security groups, routes and firewalls let out, derived by hand from Azure’s rules.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { readPlatform } from '../src/engine/read-platform.ts'
import { covers } from '../src/kernel/cidr.ts'
import { coversAll, rangeOf, touches } from '../src/link/address-filter.ts'
import { wayThroughGroup, wayToStrangers } from '../src/link/subnet-egress.ts'
import type { Zone } from '../src/link/address-filter.ts'
import type { Subnet } from '../src/model/azure.ts'
import type { Platform } from '../src/model/platform.ts'

const network = `resource "azurerm_virtual_network" "v" {
  name = "v"
  address_space = ["10.40.0.0/16"]
}
resource "azurerm_subnet" "s" {
  virtual_network_name = azurerm_virtual_network.v.name
  address_prefixes = ["10.40.1.0/24"]
  network_security_group_id = azurerm_network_security_group.g.id
}
variable "unknown" {}
`

function read(text: string): { readonly platform: Platform; readonly subnet: Subnet } {
  const { platform } = readPlatform({ documents: [{ path: 'main.tf', text }] }, {})
  const [subnet] = platform.all('subnet')
  assert.ok(subnet !== undefined)
  return { platform, subnet }
}

interface Rule {
  readonly priority: number | string
  readonly access?: string
  readonly to?: string
  readonly from?: string
  readonly port?: string
  readonly protocol?: string
}

function group(rules: readonly Rule[]): string {
  const written = rules.map(
    ({ priority, access = 'Deny', to = '*', from = '*', port = '*', protocol = '*' }) => `  security_rule {
    direction = "Outbound"
    priority = ${priority}
    access = ${access.startsWith('var.') ? access : `"${access}"`}
    protocol = "${protocol}"
    source_address_prefix = "${from}"
    destination_address_prefix = ${to.startsWith('var.') ? to : `"${to}"`}
    destination_port_range = "${port}"
  }
`,
  )
  return `resource "azurerm_network_security_group" "g" {\n${written.join('')}}\n`
}

function reaches(rules: readonly Rule[], to: Zone, port?: number): string {
  const { platform, subnet } = read(network + group(rules))
  const asked = port === undefined ? { to } : { to, port }
  return wayThroughGroup(subnet, platform, asked).reaches
}

test('a group without rules lets everything out, and a rule for everything closes it', () => {
  assert.equal(reaches([], 'internet'), 'yes')
  assert.equal(reaches([], 'network', 22), 'yes')
  assert.equal(reaches([{ priority: 100 }], 'internet'), 'no')
  assert.equal(reaches([{ priority: 100 }], 'network', 22), 'no')
  assert.equal(reaches([{ priority: 100, to: 'Internet' }], 'internet'), 'no')
  assert.equal(reaches([{ priority: 100, to: 'Internet' }], 'network', 22), 'yes')
  assert.equal(reaches([{ priority: 100, to: 'VirtualNetwork', port: '22' }], 'network', 22), 'no')
  assert.equal(reaches([{ priority: 100, to: 'VirtualNetwork', port: '20-30' }], 'network', 22), 'no')
  assert.equal(reaches([{ priority: 100, to: 'VirtualNetwork', port: '22' }], 'network', 3389), 'yes')
})

test('the rule with the lowest priority that fits decides, wherever it stands', () => {
  const allow: Rule = { priority: 200, access: 'Allow', to: 'Internet' }
  const deny: Rule = { priority: 300, to: 'Internet' }
  assert.equal(reaches([deny, allow], 'internet'), 'yes')
  assert.equal(reaches([{ ...deny, priority: 150 }, allow], 'internet'), 'no')
  assert.equal(reaches([deny, { ...allow, to: 'AzureActiveDirectory' }], 'internet'), 'no')
  assert.equal(reaches([deny, { ...allow, to: 'Storage.WestEurope' }], 'internet'), 'yes')
})

test('a rule closes only what it covers whole', () => {
  assert.equal(reaches([{ priority: 100, to: '0.0.0.0/1' }], 'internet'), 'yes')
  assert.equal(reaches([{ priority: 100, port: '443' }], 'internet'), 'yes')
  assert.equal(reaches([{ priority: 100, protocol: 'Tcp' }], 'internet'), 'yes')
  assert.equal(reaches([{ priority: 100, from: '10.40.2.0/24' }], 'internet'), 'yes')
  assert.equal(reaches([{ priority: 100, from: '10.40.0.0/16' }], 'internet'), 'no')
  assert.equal(reaches([{ priority: 100, to: '10.40.0.0/16' }], 'network', 22), 'no')
  assert.equal(reaches([{ priority: 100, to: '10.40.1.0/24' }], 'network', 22), 'yes')
})

test('what cannot be read leaves the question open, unless another rule decides before', () => {
  assert.equal(reaches([{ priority: 100, to: 'var.unknown' }], 'internet'), 'unknown')
  assert.equal(reaches([{ priority: 100, access: 'var.unknown' }], 'internet'), 'unknown')
  assert.equal(reaches([{ priority: 'var.unknown', to: 'Internet' }], 'internet'), 'unknown')
  assert.equal(reaches([{ priority: 100 }, { priority: 200, to: 'var.unknown' }], 'internet'), 'no')
  assert.equal(
    reaches([{ priority: 200 }, { priority: 100, access: 'Allow', to: 'var.unknown' }], 'internet'),
    'unknown',
  )
})

test('texts of rules and the zones that they are about', () => {
  const about = (text: string): readonly string[] => [touches(text, 'internet'), touches(text, 'network')]
  assert.deepEqual(about('*'), ['yes', 'yes'])
  assert.deepEqual(about('Internet'), ['yes', 'no'])
  assert.deepEqual(about('VirtualNetwork'), ['no', 'yes'])
  assert.deepEqual(about('AzureCloud'), ['yes', 'no'])
  assert.deepEqual(about('AzureMonitor'), ['no', 'no'])
  assert.deepEqual(about('AzurePlatformLKM'), ['no', 'no'])
  assert.deepEqual(about('AzureEventGrid'), ['yes', 'no'])
  assert.deepEqual(about('ApiManagement.WestEurope'), ['no', 'no'])
  assert.deepEqual(about('SomethingNew'), ['unknown', 'unknown'])
  assert.deepEqual(about('192.168.0.0/16'), ['no', 'yes'])
  assert.deepEqual(about('20.0.0.0/8'), ['yes', 'no'])
  // Somebody whom the author of the rule knows.
  assert.deepEqual(about('203.0.113.7'), ['no', 'no'])
  assert.equal(coversAll('0.0.0.0/0', 'internet', []), true)
  assert.equal(coversAll('10.0.0.0/8', 'network', []), false)
})

const open = group([])

function routed(...routes: readonly string[]): string {
  const blocks = routes.map((route) => {
    const [prefix, type, address = '"10.40.9.4"'] = route.split(' ')
    return `  route {\n    address_prefix = "${prefix}"\n    next_hop_type = "${type}"\n    next_hop_in_ip_address = ${address}\n  }\n`
  })
  const subnet = network.replace(
    '  network_security',
    '  route_table_id = azurerm_route_table.r.id\n  network_security',
  )
  return `${subnet}resource "azurerm_route_table" "r" {\n${blocks.join('')}}\n`
}

function strangers(text: string): string {
  const { platform, subnet } = read(text)
  return wayToStrangers(subnet, platform).reaches
}

const viaFirewall = '0.0.0.0/0 VirtualAppliance azurerm_firewall.f.ip_configuration[0].private_ip_address'

test('routes lead past the firewall, into it or nowhere', () => {
  assert.equal(strangers(network + open), 'yes')
  assert.equal(strangers(routed() + open), 'yes')
  assert.equal(strangers(routed('0.0.0.0/0 Internet') + open), 'yes')
  assert.equal(strangers(routed('0.0.0.0/0 None') + open), 'no')
  assert.equal(strangers(routed('0.0.0.0/1 None', '128.0.0.0/1 None') + open), 'no')
  assert.equal(strangers(routed('0.0.0.0/1 None') + open), 'yes')
  assert.equal(strangers(routed('0.0.0.0/0 None', 'Storage Internet') + open), 'yes')
  assert.equal(strangers(routed('0.0.0.0/0 None', '203.0.113.7/32 Internet') + open), 'no')
  assert.equal(strangers(routed('0.0.0.0/0 VirtualNetworkGateway') + open), 'unknown')
  assert.equal(strangers(routed('0.0.0.0/0 VirtualAppliance') + open), 'unknown')
  // What the group drops never gets to a route.
  assert.equal(strangers(routed('0.0.0.0/0 Internet') + group([{ priority: 100 }])), 'no')
})

interface Collection {
  readonly kind: 'application' | 'network'
  readonly priority: number
  readonly action?: string
  readonly what: string
}

function firewall(collections: readonly Collection[], base = ''): string {
  const written = collections.map(
    ({ kind, priority, action = 'Allow', what }) => `  ${kind}_rule_collection {
    action = "${action}"
    priority = ${priority}
    rule {
      name = "r"
      source_addresses = ["*"]
      ${what}
    }
  }
`,
  )
  return `resource "azurerm_firewall" "f" {
  firewall_policy_id = azurerm_firewall_policy.p.id
}
resource "azurerm_firewall_policy" "p" {
  ${base}
}
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority = 100
${written.join('')}}
`
}

function inspected(collections: readonly Collection[], base = ''): string {
  return strangers(routed(viaFirewall) + open + firewall(collections, base))
}

test('a firewall lets through what a rule allows and no earlier one drops', () => {
  const everyName: Collection = { kind: 'application', priority: 200, what: 'destination_fqdns = ["*"]' }
  const everyAddress =
    'destination_addresses = ["*"]\n      destination_ports = ["*"]\n      protocols = ["Any"]'
  assert.equal(inspected([]), 'no')
  assert.equal(inspected([everyName]), 'yes')
  assert.equal(inspected([{ ...everyName, what: 'destination_fqdns = ["mcr.microsoft.com"]' }]), 'no')
  assert.equal(inspected([{ ...everyName, what: 'destination_fqdns = ["*.blob.core.windows.net"]' }]), 'yes')
  assert.equal(inspected([{ ...everyName, what: 'destination_fqdns = var.unknown' }]), 'unknown')
  assert.equal(inspected([{ kind: 'network', priority: 100, what: everyAddress }]), 'yes')
  // Rules of the network come first, whatever the priority says.
  assert.equal(
    inspected([everyName, { kind: 'network', priority: 900, action: 'Deny', what: everyAddress }]),
    'no',
  )
  assert.equal(inspected([], 'base_policy_id = azurerm_firewall_policy.elsewhere.id'), 'unknown')
})

test('a base that names itself comes to an end', () => {
  assert.equal(inspected([], 'base_policy_id = azurerm_firewall_policy.p.id'), 'unknown')
})

const wholes = ['*', 'Internet', 'VirtualNetwork', '0.0.0.0/0'] as const
const parts = ['10.40.2.0/24', '20.0.0.0/8', '203.0.113.7'] as const

const rules = fc.uniqueArray(
  fc.record({
    priority: fc.integer({ min: 100, max: 120 }),
    access: fc.constantFrom('Allow', 'Deny'),
    to: fc.constantFrom(...wholes, ...parts),
    port: fc.constantFrom('*', '22', '20-30', '443'),
  }),
  { maxLength: 6, selector: ({ priority }) => priority },
)

/** Packets that stand for all others: a stranger each inside and outside of the networks that rules name. */
const packets: Readonly<Record<Zone, readonly string[]>> = {
  internet: ['8.8.8.8', '20.1.1.1'],
  network: ['10.40.1.9', '10.40.2.9'],
}

function holdsAddress(to: string, zone: Zone, address: string): boolean {
  if (to === '*' || to === '0.0.0.0/0') return true
  if (to === 'Internet' || to === 'VirtualNetwork') return (to === 'Internet') === (zone === 'internet')
  const [range, own] = [rangeOf(to), rangeOf(address)]
  return range !== undefined && own !== undefined && covers([range], own)
}

/** What Azure does with one packet: the first rule that fits, else it passes. */
function passes(
  written: readonly Required<Pick<Rule, 'access' | 'to' | 'port'>>[],
  zone: Zone,
  address: string,
): boolean {
  const first = written.find(({ to, port }) => holdsAddress(to, zone, address) && port !== '443')
  return first?.access !== 'Deny'
}

test('what is told to be closed lets no packet pass; where rules are whole, what is told to be open lets one', () => {
  fc.assert(
    fc.property(rules, fc.constantFrom<Zone>('internet', 'network'), (written, zone) => {
      const told = reaches(written, zone, 22)
      const inOrder = written.toSorted((a, b) => a.priority - b.priority)
      const passing = packets[zone].some((address) => passes(inOrder, zone, address))
      if (told === 'no') assert.equal(passing, false)
      const areWhole = written.every(({ to }) => wholes.some((each) => each === to))
      if (areWhole) assert.equal(told, passing ? 'yes' : 'no')
    }),
    { numRuns: 300 },
  )
})
