/** Of the profile `policy`: what holds admission, in the words of Azure. */
export const policySection: string = `// Pod Security at admission, held by AKS. Only the namespaces of AKS itself are left out.
resource safeguards 'Microsoft.ContainerService/deploymentSafeguards@2025-07-01' = {
  scope: cluster
  name: 'default'
  properties: {
    level: 'Enforce'
    podSecurityStandardsLevel: 'Restricted'
  }
}

// The built-in initiative for restricted pods. Its effect is Audit unless it is told otherwise.
resource restrictedPods 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  scope: cluster
  name: 'restricted-pods'
  properties: {
    policyDefinitionId: tenantResourceId(
      'Microsoft.Authorization/policySetDefinitions',
      '42b8ef37-b724-4e24-bbc8-7a7708edfe00'
    )
    parameters: {
      effect: { value: 'Deny' }
      excludedNamespaces: { value: ['kube-system', 'gatekeeper-system'] }
    }
  }
}

// Images come from the registry of the platform and are named by digest.
resource allowedImages 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  scope: cluster
  name: 'allowed-images'
  properties: {
    policyDefinitionId: tenantResourceId(
      'Microsoft.Authorization/policyDefinitions',
      'febd0533-8e55-448f-b837-bd0e06f16469'
    )
    parameters: {
      effect: { value: 'Deny' }
      allowedContainerImagesRegex: { value: '^\${registryName}\\\\.azurecr\\\\.io/[a-z0-9/._-]+@sha256:[a-f0-9]{64}$' }
      excludedNamespaces: { value: ['kube-system', 'gatekeeper-system'] }
    }
  }
}
`
