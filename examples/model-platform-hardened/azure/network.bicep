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

func closed(name string, port string, priority int) object => {
  name: 'no-${name}-from-node-to-node'
  properties: {
    priority: priority
    direction: 'Outbound'
    access: 'Deny'
    protocol: 'Tcp'
    sourcePortRange: '*'
    sourceAddressPrefix: 'VirtualNetwork'
    destinationPortRange: port
    destinationAddressPrefix: 'VirtualNetwork'
  }
}

// Who escapes to a node reaches neither the next one's login nor its kubelet.
resource nodes 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-nodes'
  location: location
  properties: {
    securityRules: [
      closed('ssh', '22', 100)
      closed('remote-desktop', '3389', 101)
      closed('kubelet', '10250', 102)
    ]
  }
}

// The metrics server, on nodes of the system, and the API server ask all kubelets.
var askingKubelets = ['system', 'api-server']

resource system 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-system'
  location: location
  properties: {
    securityRules: [
      closed('ssh', '22', 100)
      closed('remote-desktop', '3389', 101)
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
          networkSecurityGroup: { id: contains(askingKubelets, subnet) ? system.id : nodes.id }
          routeTable: { id: firewall.id }
        }
      }
    ]
  }
}

output id string = network.id
output subnets object = toObject(subnets, subnet => subnet, subnet => '${network.id}/subnets/${subnet}')
