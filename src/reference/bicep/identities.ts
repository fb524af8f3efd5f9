/** A role, by the id that Azure gives built-in ones. */
interface Right {
  readonly symbol: string
  readonly scope: string
  readonly identity: string
  readonly role: string
  readonly comment?: string
  readonly condition?: string
}

const identities = `// Each part acts as itself: who takes one over has no more than that one.
resource controlPlaneIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-\${name}-control-plane'
  location: location
}

resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-\${name}-kubelet'
  location: location
}

resource registryIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-\${name}-registry'
  location: location
}
`

const pullCondition = `    conditionVersion: '2.0'
    condition: '''
      (
        !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})
        OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'platform/'
        OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'tenants/'
      )
    '''
`

const rights: readonly Right[] = [
  {
    symbol: 'networkRight',
    scope: 'network',
    identity: 'controlPlaneIdentity',
    role: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    comment: '// Network Contributor: the control plane joins nodes to the network.',
  },
  {
    symbol: 'routesRight',
    scope: 'egressRoutes',
    identity: 'controlPlaneIdentity',
    role: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    comment: '// Network Contributor: it sends their traffic to the firewall.',
  },
  {
    symbol: 'kubeletRight',
    scope: 'kubeletIdentity',
    identity: 'controlPlaneIdentity',
    role: 'f1a07417-d97a-45cb-824c-7a7467783830',
    comment: '// Managed Identity Operator: it gives nodes their identity.',
  },
  {
    symbol: 'pullRight',
    scope: 'registry',
    identity: 'kubeletIdentity',
    role: 'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    comment:
      '// Container Registry Repository Reader: nodes pull what the platform and its tenants run, and push nothing.',
    condition: pullCondition,
  },
  {
    symbol: 'disksRight',
    scope: 'vault',
    identity: 'controlPlaneIdentity',
    role: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
    comment: '// Key Vault Crypto Service Encryption User, twice.',
  },
  {
    symbol: 'registryKeyRight',
    scope: 'vault',
    identity: 'registryIdentity',
    role: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
  },
]

/** Identities with exactly the rights that they need; none of a model's own. */
export const identitiesSection: string = [identities, ...rights.map(right)].join('\n')

function right({ symbol, scope, identity, role, comment, condition = '' }: Right): string {
  return `${comment === undefined ? '' : `${comment}\n`}resource ${symbol} 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: ${scope}
  name: guid(${scope}.id, ${identity}.id, '${role}')
  properties: {
    principalType: 'ServicePrincipal'
    principalId: ${identity}.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${role}')
${condition}  }
}
`
}
