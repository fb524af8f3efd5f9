// A hub's firewall serves several networks: rules for the others let nothing of the cluster's out. Derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { report, type Texts } from './azure-route.ts'
import { platformOf } from './azure-told.ts'

interface Hub {
  readonly prefix: string
  /** Of the rule that lets everything through. */
  readonly source: string
  /** What drops everything before, and from whom. */
  readonly dropped?: string
}

const drop = (from: string): string => `network_rule_collection {
    action = "Deny"
    priority = 100
    rule {
      name = "nothing"
      protocols = ["Any"]
      source_addresses = ["${from}"]
      destination_addresses = ["*"]
      destination_ports = ["*"]
    }
  }`

const spoke = (prefix: string): string => `variable "prefix" {}
resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool { vnet_subnet_id = azurerm_subnet.nodes.id }
  network_profile { outbound_type = "userDefinedRouting" }
}
resource "azurerm_subnet" "nodes" {
  address_prefixes = [${prefix}]
}
resource "azurerm_subnet_route_table_association" "nodes" {
  subnet_id = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.hub.id
}
resource "azurerm_route_table" "hub" {
  route {
    address_prefix = "0.0.0.0/0"
    next_hop_type = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.hub.ip_configuration[0].private_ip_address
  }
}
`

function terraform({ prefix, source, dropped }: Hub): Texts {
  const hub = `resource "azurerm_firewall" "hub" {
  firewall_policy_id = azurerm_firewall_policy.hub.id
}
resource "azurerm_firewall_policy" "hub" {}
resource "azurerm_firewall_policy_rule_collection_group" "hub" {
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority = 100
  ${dropped === undefined ? '' : drop(dropped)}
  network_rule_collection {
    action = "Allow"
    priority = 200
    rule {
      name = "everything"
      protocols = ["Any"]
      source_addresses = [${source}]
      destination_addresses = ["*"]
      destination_ports = ["*"]
    }
  }
}
`
  return { 'main.tf': spoke(prefix) + hub }
}

const spokeInBicep = (
  prefix: string,
): string => `resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'aks'
  properties: {
    networkProfile: { outboundType: 'userDefinedRouting' }
    agentPoolProfiles: [{ name: 'nodes', vnetSubnetID: spoke.properties.subnets[0].id }]
  }
}
resource spoke 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'spoke'
  properties: {
    subnets: [{ name: 'nodes', properties: { addressPrefix: ${prefix}, routeTable: { id: routes.id } } }]
  }
}
resource routes 'Microsoft.Network/routeTables@2025-01-01' = {
  name: 'hub'
  properties: {
    routes: [
      {
        name: 'all'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewall.properties.ipConfigurations[0].properties.privateIPAddress
        }
      }
    ]
  }
}
`

function bicep({ prefix, source }: Hub): Texts {
  const hub = `resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'hub'
  properties: { firewallPolicy: { id: policy.id } }
}
resource policy 'Microsoft.Network/firewallPolicies@2025-01-01' = { name: 'hub', properties: {} }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-01-01' = {
  parent: policy
  name: 'hub'
  properties: {
    priority: 100
    ruleCollections: [
      {
        action: { type: 'Allow' }
        priority: 200
        rules: [
          {
            ruleType: 'NetworkRule'
            ipProtocols: ['Any']
            sourceAddresses: [${source}]
            destinationAddresses: ['*']
            destinationPorts: ['*']
          }
        ]
      }
    ]
  }
}
`
  return { 'main.bicep': (spokeInBicep(prefix) + hub).replaceAll('"', "'") }
}

/** The fact, and what the two controls say that ask the same. */
function answers(files: Texts): readonly (string | undefined)[] {
  const { findings } = report(files)
  const verdictOf = (name: string): string | undefined =>
    findings.find((finding) => finding.name === name)?.verdict
  return [
    factsOfAzure(platformOf(files)).egressFirewall?.value,
    verdictOf('egress-past-firewall'),
    verdictOf('firewall-lets-everything-through'),
  ]
}

const nodes = '"10.1.0.0/24"'
const open = ['none', 'fail', 'fail']
const closed = ['enforced', undefined, undefined]

for (const [language, write] of Object.entries({ terraform, bicep })) {
  test(`a rule for everything opens the firewall for those alone whom it is for (${language})`, () => {
    assert.deepEqual(answers(write({ prefix: nodes, source: '"*"' })), open)
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.2.0.0/16"' })), closed)
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.1.0.0/16"' })), open)
    // A part of the nodes is enough.
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.1.0.128/25"' })), open)
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.1.0.7"' })), open)
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.0.255.0-10.1.0.9"' })), open)
    assert.deepEqual(answers(write({ prefix: nodes, source: '"10.2.0.0-10.2.0.9"' })), closed)
  })
}

test('where nobody says which addresses nodes have, or for whom a rule is, the question stays open', () => {
  const unclear = [undefined, 'unknown', 'unknown']
  assert.deepEqual(answers(terraform({ prefix: 'var.prefix', source: '"10.2.0.0/16"' })), unclear)
  assert.deepEqual(answers(terraform({ prefix: nodes, source: 'var.prefix' })), unclear)
  assert.deepEqual(answers(terraform({ prefix: 'var.prefix', source: '"*"' })), open)
})

test('what drops everything of the nodes ends the matter, and what drops that of others does not', () => {
  const egress = (dropped: string): string | undefined =>
    answers(terraform({ prefix: nodes, source: '"*"', dropped }))[0]
  assert.equal(egress('10.1.0.0/16'), 'enforced')
  assert.equal(egress('10.1.0.0/25'), 'none')
  assert.equal(egress('10.2.0.0/16'), 'none')
})
