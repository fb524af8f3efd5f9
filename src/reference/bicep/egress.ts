/** The only way out: a firewall that knows by name what AKS needs, and nothing for models. */
export const egressSection: string = `resource firewallAddress 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: 'pip-\${name}-firewall'
  location: location
  sku: { name: 'Standard' }
  zones: ['1', '2', '3']
  properties: { publicIPAllocationMethod: 'Static' }
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

// What nodes need (learn.microsoft.com/azure/aks/outbound-rules-control-egress). Models need nothing: their weights and images come
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
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
              'mcr-0001.mcr-msedge.net'
              #disable-next-line no-hardcoded-env-urls
              'management.azure.com'
              #disable-next-line no-hardcoded-env-urls
              'login.microsoftonline.com'
              'packages.microsoft.com'
              'packages.aks.azure.com'
              'acs-mirror.azureedge.net'
            ]
          }
        ]
      }
    ]
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2025-01-01' = {
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
