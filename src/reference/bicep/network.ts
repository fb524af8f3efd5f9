/** A subnet of nodes and the place that it has in the network. */
interface NodeSubnet {
  readonly symbol: string
  readonly name: string
  readonly index: number
}

/** What is to be told apart has a subnet of its own. */
export function nodeSubnets(gpuTenants: readonly string[]): readonly NodeSubnet[] {
  const shared = ['system', 'platform', 'sandboxed'].map((name, index) => ({
    symbol: `${name}Subnet`,
    name,
    index,
  }))
  const own = gpuTenants.map((tenant, index) => ({
    symbol: `${tenant}GpuSubnet`,
    name: `gpu-${tenant}`,
    index: 8 + index,
  }))
  return [...shared, ...own]
}

export function networkSection(gpuTenants: readonly string[]): string {
  const subnets = nodeSubnets(gpuTenants)
  return [
    securityGroups,
    network,
    ...subnets.map((subnet, index) => nodeSubnet(subnet, subnets[index - 1])),
    others(subnets.at(-1)),
  ].join('\n')
}

interface Rule {
  readonly name: string
  readonly priority: number
  readonly from: string
  readonly ports: readonly string[]
}

const denyRest = `      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourcePortRange: '*'
          sourceAddressPrefix: '*'
          destinationPortRange: '*'
          destinationAddressPrefix: '*'
        }
      }
`

function allow({ name, priority, from, ports }: Rule): string {
  return `      {
        name: '${name}'
        properties: {
          priority: ${priority}
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourcePortRange: '*'
          sourceAddressPrefix: '${from}'
          destinationPortRanges: [${ports.map((port) => `'${port}'`).join(', ')}]
          destinationAddressPrefix: 'VirtualNetwork'
        }
      }
`
}

function group(symbol: string, name: string, rules: string): string {
  return `resource ${symbol} 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg-\${name}-${name}'
  location: location
  properties: {
    securityRules: [
${rules}    ]
  }
}
`
}

/** Nodes of one network do not reach these ports of each other. */
function closed(ports: readonly string[]): string {
  return `      for (port, index) in [${ports.map((port) => `'${port}'`).join(', ')}]: {
        name: 'no-\${port}-from-node-to-node'
        properties: {
          priority: 100 + index
          direction: 'Outbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourcePortRange: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          destinationPortRange: port
          destinationAddressPrefix: 'VirtualNetwork'
        }
      }
`
}

const fromNetwork = { name: 'from-network', priority: 100, from: 'VirtualNetwork' }
const probes: Rule = { name: 'probes', priority: 110, from: 'AzureLoadBalancer', ports: ['9988'] }

const securityGroups = [
  `// Who escapes to a node reaches neither the next one's login nor its kubelet. From the nodes of the system the metrics server reads all
// kubelets.
${group('systemGroup', 'system', closed(['22', '3389']))}`,
  group('nodesGroup', 'nodes', closed(['22', '3389', '10250'])),
  `// What AKS itself needs to reach its API server (learn.microsoft.com/azure/aks/api-server-vnet-integration).
${group('apiServerGroup', 'api-server', allow({ ...fromNetwork, ports: ['443', '4443'] }) + allow(probes) + denyRest)}`,
  group('endpointsGroup', 'endpoints', allow({ ...fromNetwork, ports: ['443'] }) + denyRest),
].join('\n')

const network = `resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet-\${name}'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
  }
}
`

/** Subnets of one network are made one after the other. */
function after(before: NodeSubnet | undefined): string {
  return before === undefined ? '' : `  dependsOn: [${before.symbol}]\n`
}

function nodeSubnet({ symbol, name, index }: NodeSubnet, before: NodeSubnet | undefined): string {
  return `resource ${symbol} 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: '${name}'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 22, ${index})
    defaultOutboundAccess: false
    networkSecurityGroup: { id: ${name === 'system' ? 'systemGroup' : 'nodesGroup'}.id }
    routeTable: { id: egressRoutes.id }
  }
${after(before)}}
`
}

function others(before: NodeSubnet | undefined): string {
  return `// The API server has its place in the network, so that security groups say who reaches it.
resource apiServerSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: 'api-server'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 28, 4048)
    defaultOutboundAccess: false
    networkSecurityGroup: { id: apiServerGroup.id }
    delegations: [
      {
        name: 'aks'
        properties: { serviceName: 'Microsoft.ContainerService/managedClusters' }
      }
    ]
  }
${after(before)}}

resource endpointsSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: 'endpoints'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 24, 254)
    defaultOutboundAccess: false
    networkSecurityGroup: { id: endpointsGroup.id }
    privateEndpointNetworkPolicies: 'Enabled'
  }
  dependsOn: [apiServerSubnet]
}

resource firewallSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-01-01' = {
  parent: network
  name: 'AzureFirewallSubnet'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 24, 255)
    defaultOutboundAccess: false
  }
  dependsOn: [endpointsSubnet]
}
`
}
