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

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.registry.id]
  }

  encryption {
    key_vault_key_id   = var.registry_key
    identity_client_id = azurerm_user_assigned_identity.registry.client_id
  }
}

resource "azurerm_user_assigned_identity" "registry" {
  name                = "id-${local.name}-registry"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

resource "azurerm_monitor_diagnostic_setting" "registry" {
  name                           = "pulls-and-pushes"
  target_resource_id             = azurerm_container_registry.platform.id
  log_analytics_workspace_id     = var.workspace
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"]
    content {
      category = enabled_log.value
    }
  }
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

resource "azurerm_private_dns_zone" "registry" {
  name                = "privatelink.azurecr.io"
  resource_group_name = azurerm_resource_group.platform.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "registry" {
  name                  = "platform"
  resource_group_name   = azurerm_resource_group.platform.name
  private_dns_zone_name = azurerm_private_dns_zone.registry.name
  virtual_network_id    = azurerm_virtual_network.platform.id
}

resource "azurerm_private_endpoint" "registry" {
  name                = "pe-${local.name}-registry"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  subnet_id           = azurerm_subnet.nodes["endpoints"].id

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.platform.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "registry"
    private_dns_zone_ids = [azurerm_private_dns_zone.registry.id]
  }
}
