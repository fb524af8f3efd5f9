// Names are unique in a group of resources alone: what has the same name elsewhere is something else.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { vaultBarriers } from '../../src/breach/barriers/vault.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { cluster, platformOf, told } from './azure-told.ts'

function idOf(group: string, kind: string): string {
  return `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/${kind}`
}

const closed = {
  direction: 'Outbound',
  access: 'Deny',
  priority: 100,
  protocol: '*',
  sourceAddressPrefix: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '*',
}

function rows(subnet: string, groups: Readonly<Record<string, readonly unknown[]>>): string {
  const aks = {
    id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks',
    properties: { agentPoolProfiles: [{ name: 'nodes', vnetSubnetID: subnet }] },
  }
  const network = {
    id: idOf('net', 'virtualNetworks/v'),
    properties: {
      subnets: [{ name: 'nodes', id: idOf('net', 'virtualNetworks/v/subnets/nodes'), properties: grouped }],
    },
  }
  const shown = Object.entries(groups).map(([group, rules]) => ({
    id: idOf(group, 'networkSecurityGroups/nsg'),
    name: 'nsg',
    properties: { securityRules: rules.map((properties) => ({ properties })) },
  }))
  return JSON.stringify([aks, network, ...shown])
}

const grouped = { networkSecurityGroup: { id: idOf('NET', 'networkSecurityGroups/nsg') } }

test('what Azure shows is told apart by its id, in whatever case it is written', () => {
  const egress = (...[subnet, groups]: Parameters<typeof rows>): string | undefined =>
    factsOfAzure(platformOf({ 'azure.json': rows(subnet, groups) })).egressFirewall?.value
  const own = idOf('net', 'virtualNetworks/v/subnets/nodes')
  assert.equal(egress(own, { net: [closed] }), 'enforced')
  assert.equal(egress(own, { other: [closed], net: [] }), 'none')
  assert.equal(egress(own, { other: [closed] }), undefined)
  assert.equal(egress(idOf('net', 'virtualNetworks/w/subnets/nodes'), { net: [closed] }), undefined)
})

test('an id in a configuration is of the group that it names', () => {
  const rule = Object.entries({
    direction: 'Outbound',
    access: 'Deny',
    priority: 100,
    protocol: '*',
    source_address_prefix: '*',
    destination_address_prefix: '*',
    destination_port_range: '*',
  }).map(([name, value]) => `  ${name} = "${value}"\n`)
  const egress = (group: string): string | undefined =>
    told(`${cluster('default_node_pool { vnet_subnet_id = azurerm_subnet.s.id }')}resource "azurerm_subnet" "s" {
  network_security_group_id = "${idOf('net', 'networkSecurityGroups/nsg')}"
}
resource "azurerm_network_security_group" "nsg" {
  name = "nsg"
  resource_group_name = "${group}"
  security_rule {
${rule.join('')}  }
}
`)['egressFirewall']?.split(' ')[0]
  assert.equal(egress('net'), 'enforced')
  assert.equal(egress('Net'), 'enforced')
  assert.equal(egress('other'), undefined)
})

test('a vault shows that it has endpoints, wherever these are', () => {
  const own = idOf('net', 'virtualNetworks/v/subnets/nodes')
  const barriers = (privateEndpointConnections: readonly unknown[]): number => {
    const vault = {
      id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v',
      properties: { publicNetworkAccess: 'Disabled', privateEndpointConnections },
    }
    const shown = [...(JSON.parse(rows(own, {})) as readonly unknown[]), vault]
    const platform = platformOf({ 'azure.json': JSON.stringify(shown) })
    return vaultBarriers(surveyTerrain(platform, { facts: {}, tenants: {} })).length
  }
  assert.equal(barriers([]), 1)
  const status = 'Approved'
  assert.equal(barriers([{ id: '/e', properties: { privateLinkServiceConnectionState: { status } } }]), 0)
})
