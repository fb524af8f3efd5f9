// Rules and routes of which nobody knows to what they belong: whatever they may be among is open. Derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { platformOf } from './azure-told.ts'

function egressOf(terraform: string): unknown {
  return factsOfAzure(platformOf({ 'main.tf': terraform })).egressFirewall?.value
}

test('a route of a group that nobody names leaves open where either of two tables leads (Terraform)', () => {
  const egress = (group: string): unknown =>
    egressOf(`resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = azurerm_subnet.nodes.id }
  network_profile { outbound_type = "userDefinedRouting" }
}
resource "azurerm_route_table" "hub" {
  name = "table"
  resource_group_name = "hub"
}
resource "azurerm_route_table" "own" {
  name = "table"
  resource_group_name = "own"
}
resource "azurerm_subnet" "nodes" {
  route_table_id = azurerm_route_table.own.id
}
resource "azurerm_route" "out" {
  name = "out"
  resource_group_name = ${group}
  route_table_name = "table"
  address_prefix = "0.0.0.0/0"
  next_hop_type = "None"
}
variable "unknown" {}
`)
  assert.equal(egress('"own"'), 'enforced')
  assert.equal(egress('"hub"'), 'none')
  assert.equal(egress('var.unknown'), undefined)
})

const behind = (name: string, access: string): string => `resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = azurerm_subnet.nodes.id }
}
resource "azurerm_subnet" "nodes" {
  network_security_group_id = azurerm_network_security_group.own.id
}
resource "azurerm_network_security_group" "own" {
  name = ${name}
  security_rule {
    name = "all"
    direction = "Outbound"
    access = "${access}"
    priority = 100
    protocol = "*"
    source_address_prefix = "*"
    destination_address_prefix = "*"
    destination_port_range = "*"
  }
}
variable "unknown" {}
`

const before = (name: string, access: string): string => `resource "azurerm_network_security_rule" "first" {
  name = "first"
  network_security_group_name = ${name}
  direction = "Outbound"
  access = "${access}"
  priority = 90
  protocol = "*"
  source_address_prefix = "*"
  destination_address_prefix = "*"
  destination_port_range = "*"
}
`

test('a rule of which nobody knows the owner may be one of every group (Terraform)', () => {
  const egress = (named: string, owner: string): unknown =>
    egressOf(behind(named, 'Deny') + before(owner, 'Allow'))
  assert.equal(egress('"nsg"', '"nsg"'), 'none')
  assert.equal(egress('"nsg"', '"other"'), 'enforced')
  assert.equal(egress('"nsg"', 'var.unknown'), undefined)
  assert.equal(egress('var.unknown', '"nsg"'), undefined)
  assert.equal(egress('var.unknown', 'azurerm_network_security_group.own.name'), 'none')
  assert.equal(egress('"nsg"', 'data.azurerm_network_security_group.hub.name'), 'enforced')
  assert.equal(egressOf(behind('"nsg"', 'Allow') + before('var.unknown', 'Deny')), undefined)
})
