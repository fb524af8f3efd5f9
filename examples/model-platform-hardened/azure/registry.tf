resource "azurerm_container_registry" "platform" {
  name                                         = replace("${local.name}registry", "-", "")
  resource_group_name                          = azurerm_resource_group.platform.name
  location                                     = var.location
  sku                                          = "Premium"
  public_network_access_enabled                = false
  data_endpoint_enabled                        = true
  export_policy_enabled                        = false
  quarantine_policy_enabled                    = true
  retention_policy_in_days                     = 14
  role_assignment_mode                         = "AbacRepositoryPermissions"
  azuread_authentication_as_arm_policy_enabled = false
}

# Nodes pull what the platform runs; what belongs to one tenant is pulled by that tenant's own identity.
resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.platform.id
  role_definition_name = "Container Registry Repository Reader"
  principal_id         = azurerm_user_assigned_identity.kubelet.principal_id
  condition_version    = "2.0"
  condition            = <<-EOT
    (
      !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})
      OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'platform/'
    )
  EOT
}
