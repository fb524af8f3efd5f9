/** Of the profile `policy`: what holds admission, in the words of Azure. */
export const policyFile: string = `# Pod Security at admission, held by AKS. Only the namespaces of AKS itself are left out.
resource "azapi_resource" "safeguards" {
  type      = "Microsoft.ContainerService/deploymentSafeguards@2025-07-01"
  name      = "default"
  parent_id = azurerm_kubernetes_cluster.platform.id
  body = {
    properties = {
      level                     = "Enforce"
      podSecurityStandardsLevel = "Restricted"
    }
  }
}

# The built-in initiative for restricted pods. Its effect is Audit unless it is told otherwise.
resource "azurerm_resource_policy_assignment" "restricted" {
  name                 = "restricted-pods"
  resource_id          = azurerm_kubernetes_cluster.platform.id
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/42b8ef37-b724-4e24-bbc8-7a7708edfe00"
  parameters = jsonencode({
    effect             = { value = "Deny" }
    excludedNamespaces = { value = ["kube-system", "gatekeeper-system"] }
  })
}

# Images come from the registry of the platform and are named by digest.
resource "azurerm_resource_policy_assignment" "images" {
  name                 = "allowed-images"
  resource_id          = azurerm_kubernetes_cluster.platform.id
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"
  parameters = jsonencode({
    effect                      = { value = "Deny" }
    allowedContainerImagesRegex = { value = "^\${var.registry}\\\\.azurecr\\\\.io/[a-z0-9/._-]+@sha256:[a-f0-9]{64}$" }
    excludedNamespaces          = { value = ["kube-system", "gatekeeper-system"] }
  })
}
`
