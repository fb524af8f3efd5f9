param name string
param location string
param firewallAddress string
param gpuTenants string[]

var range = '10.40.0.0/16'

// What is to be told apart has a subnet of its own.
var shared = ['system', 'platform', 'sandboxed', 'api-server', 'endpoints']
var subnets = concat(shared, map(gpuTenants, tenant => 'gpu-${tenant}'))

resource firewall 'Microsoft.Network/routeTables@2025-05-01' = {
  name: 'rt-firewall'
  location: location
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'everything'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewallAddress
        }
      }
    ]
  }
}

var closed = [
  { name: 'ssh', port: '22' }
  { name: 'remote-desktop', port: '3389' }
  { name: 'kubelet', port: '10250' }
]

resource nodes 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-nodes'
  location: location
  properties: {
    securityRules: [
      for (each, index) in closed: {
        name: 'no-${each.name}-from-node-to-node'
        properties: {
          priority: 100 + index
          direction: 'Outbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourcePortRange: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          destinationPortRange: each.port
          destinationAddressPrefix: 'VirtualNetwork'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${name}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [range] }
    subnets: [
      for (subnet, index) in subnets: {
        name: subnet
        properties: {
          addressPrefix: cidrSubnet(range, 22, index)
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
          networkSecurityGroup: { id: nodes.id }
          routeTable: { id: firewall.id }
        }
      }
    ]
  }
}

output id string = network.id
output subnets object = toObject(subnets, subnet => subnet, subnet => '${network.id}/subnets/${subnet}')
