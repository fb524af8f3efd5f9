// Of two groups of resources with the same names: what Terraform says of the one is not said of the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import type { Texts } from './azure-route.ts'
import { platformOf } from './azure-told.ts'

function egressFirewall(files: Texts): unknown {
  return factsOfAzure(platformOf(files)).egressFirewall?.value
}

const rule = (
  name: string,
  access: string,
  group: string,
): string => `resource "azurerm_network_security_rule" "${name}" {
  name = "all"
  network_security_group_name = "nsg"
  resource_group_name = "${group}"
  direction = "Outbound"
  access = "${access}"
  priority = 100
  protocol = "*"
  source_address_prefix = "*"
  destination_address_prefix = "*"
  destination_port_range = "*"
}
`

const groups = (subnet: string): string => `resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = azurerm_subnet.nodes.id }
}
resource "azurerm_network_security_group" "hub" {
  name = "nsg"
  resource_group_name = "hub"
}
resource "azurerm_network_security_group" "own" {
  name = "nsg"
  resource_group_name = "own"
}
resource "azurerm_subnet" "nodes" {
  network_security_group_id = ${subnet}
}
`

test('a rule goes to the group that it names, of that group of resources', () => {
  const egress = (subnet: string): unknown =>
    egressFirewall({
      'main.tf': groups(subnet) + rule('one', 'Deny', 'own') + rule('two', 'Allow', 'hub'),
    })
  const id = (group: string): string =>
    `"/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/networkSecurityGroups/nsg"`
  assert.equal(egress('azurerm_network_security_group.own.id'), 'enforced')
  assert.equal(egress('azurerm_network_security_group.hub.id'), 'none')
  assert.equal(egress(id('own')), 'enforced')
  assert.equal(egress(id('hub')), 'none')
  assert.equal(egress(id('third')), undefined)
})

test('a rule of a group that nobody names leaves open what either of two drops', () => {
  const egress = (access: string, own = ''): unknown =>
    egressFirewall({
      'main.tf': `${groups('azurerm_network_security_group.own.id')}${own}${rule('one', access, 'own').replace('"own"', 'var.unknown')}variable "unknown" {}\n`,
    })
  assert.equal(egress('Deny'), undefined)
  assert.equal(egress('Allow', rule('two', 'Deny', 'own')), undefined)
})

const subnets = (id: string): string => `resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/${id}/subnets/nodes" }
}
resource "azurerm_virtual_network" "other" {
  name = "other"
  resource_group_name = "net"
}
resource "azurerm_subnet" "other" {
  name = "nodes"
  resource_group_name = "net"
  virtual_network_name = azurerm_virtual_network.other.name
  network_security_group_id = azurerm_network_security_group.other.id
}
resource "azurerm_network_security_group" "other" {
  name = "nsg"
  resource_group_name = "own"
}
${rule('drop', 'Deny', 'own')}`

test('a subnet is of the network that its id names', () => {
  assert.equal(egressFirewall({ 'main.tf': subnets('other') }), 'enforced')
  assert.equal(egressFirewall({ 'main.tf': subnets('own') }), undefined)
})

test('a network that another configuration declares is the one of that name in that group', () => {
  const named = (group: string): string => `data "azurerm_subnet" "nodes" {
  name = "nodes"
  virtual_network_name = "v"
  resource_group_name = "${group}"
}
resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = data.azurerm_subnet.nodes.id }
}
`
  const subnet = (network: string): string => `resource "azurerm_subnet" "nodes" {
  name = "nodes"
  virtual_network_name = "${network}"
  resource_group_name = "net"
  network_security_group_id = azurerm_network_security_group.own.id
}
resource "azurerm_network_security_group" "own" {
  name = "nsg"
  resource_group_name = "own"
}
${rule('drop', 'Deny', 'own')}`
  const egress = (group: string, network: string): unknown =>
    egressFirewall({ 'aks/main.tf': named(group), 'net/main.tf': subnet(network) })
  assert.equal(egress('net', 'v'), 'enforced')
  assert.equal(egress('other', 'v'), undefined)
  assert.equal(egress('net', 'w'), undefined)
})
