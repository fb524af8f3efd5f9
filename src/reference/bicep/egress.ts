import { hostsOfNodes } from '../egress-names.ts'
import type { Profile } from '../options.ts'

/** The only way out: a firewall that knows by name what AKS needs, and nothing for models. */
export function egressSection(profile: Profile): string {
  return `${policy}${rules(profile)}${firewall}`
}

const policy = `resource firewallAddress 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: 'pip-\${name}-firewall'
  location: location
  sku: { name: 'Standard' }
  zones: ['1', '2', '3']
  properties: {
    publicIPAllocationMethod: 'Static'
    ddosSettings: { protectionMode: 'Enabled' }
  }
}

resource egressPolicy 'Microsoft.Network/firewallPolicies@2025-01-01' = {
  name: 'afwp-\${name}'
  location: location
  properties: {
    sku: { tier: 'Premium' }
    threatIntelMode: 'Deny'
    dnsSettings: { enableProxy: true }
    intrusionDetection: { mode: 'Deny' }
  }
}

`

/** Names that Bicep would rather have from `environment()`, which does not have them as hosts. */
const ofEnvironment: ReadonlySet<string> = new Set([
  'management.azure.com',
  'login.microsoftonline.com',
  'data.policy.core.windows.net',
  'store.policy.core.windows.net',
])

function rules(profile: Profile): string {
  const hosts = hostsOfNodes(profile).map((host) => {
    const line = `              '${host}'\n`
    return ofEnvironment.has(host) ? `              #disable-next-line no-hardcoded-env-urls\n${line}` : line
  })
  return `// What nodes need (learn.microsoft.com/azure/aks/outbound-rules-control-egress). Models need nothing: their weights and images come
// through private endpoints.
resource egressRules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-01-01' = {
  parent: egressPolicy
  name: 'nodes'
  properties: {
    priority: 200
    ruleCollections: [
      {
        name: 'aks'
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        priority: 200
        action: { type: 'Allow' }
        rules: [
          {
            name: 'aks'
            ruleType: 'ApplicationRule'
            sourceAddresses: [addressSpace]
            protocols: [{ protocolType: 'Https', port: 443 }]
            targetFqdns: [
              '*.hcp.\${location}.azmk8s.io'
${hosts.join('')}            ]
          }
        ]
      }
    ]
  }
}

`
}

const firewall = `resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
  name: 'afw-\${name}'
  location: location
  zones: ['1', '2', '3']
  properties: {
    sku: { name: 'AZFW_VNet', tier: 'Premium' }
    firewallPolicy: { id: egressPolicy.id }
    ipConfigurations: [
      {
        name: 'egress'
        properties: {
          subnet: { id: firewallSubnet.id }
          publicIPAddress: { id: firewallAddress.id }
        }
      }
    ]
  }
  dependsOn: [egressRules]
}

resource egressRoutes 'Microsoft.Network/routeTables@2025-01-01' = {
  name: 'rt-\${name}-egress'
  location: location
  properties: { disableBgpRoutePropagation: true }
}

resource everything 'Microsoft.Network/routeTables/routes@2025-01-01' = {
  parent: egressRoutes
  name: 'everything'
  properties: {
    addressPrefix: '0.0.0.0/0'
    nextHopType: 'VirtualAppliance'
    nextHopIpAddress: firewall.properties.ipConfigurations[0].properties.privateIPAddress
  }
}
`
