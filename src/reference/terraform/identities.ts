/** Identities with exactly the rights that they need; none of a model's own. */
export const identitiesFile: string = `# Each part acts as itself: who takes one over has no more than that one.
resource "azurerm_user_assigned_identity" "platform" {
  for_each            = toset(["control-plane", "kubelet", "registry"])
  name                = "id-\${var.name}-\${each.key}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

# The control plane joins nodes to the network and sends their traffic to the firewall.
resource "azurerm_role_assignment" "network" {
  scope                = azurerm_virtual_network.platform.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.platform["control-plane"].principal_id
}

resource "azurerm_role_assignment" "routes" {
  scope                = azurerm_route_table.egress.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.platform["control-plane"].principal_id
}

resource "azurerm_role_assignment" "kubelet" {
  scope                = azurerm_user_assigned_identity.platform["kubelet"].id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.platform["control-plane"].principal_id
}

# Nodes pull what the platform and its tenants run, and push nothing.
resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.platform.id
  role_definition_name = "Container Registry Repository Reader"
  principal_id         = azurerm_user_assigned_identity.platform["kubelet"].principal_id
  condition_version    = "2.0"
  condition            = <<-EOT
    (
      !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})
      OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'platform/'
      OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'tenants/'
    )
  EOT
}

resource "azurerm_role_assignment" "keys" {
  for_each             = toset(["control-plane", "registry"])
  scope                = azurerm_key_vault.platform.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.platform[each.key].principal_id
}
`
