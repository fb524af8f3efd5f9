/** A private registry: images wait in quarantine until a scan releases them. */
export const registryFile: string = `# Images wait in quarantine until the pipeline has scanned them; nobody pulls without signing in, and nothing leaves.
resource "azurerm_container_registry" "platform" {
  name                                         = var.registry
  resource_group_name                          = azurerm_resource_group.platform.name
  location                                     = var.location
  sku                                          = "Premium"
  admin_enabled                                = false
  anonymous_pull_enabled                       = false
  public_network_access_enabled                = false
  network_rule_bypass_option                   = "None"
  data_endpoint_enabled                        = true
  export_policy_enabled                        = false
  quarantine_policy_enabled                    = true
  retention_policy_in_days                     = 14
  zone_redundancy_enabled                      = true
  role_assignment_mode                         = "AbacRepositoryPermissions"
  azuread_authentication_as_arm_policy_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.platform["registry"].id]
  }

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.platform["registry"].versionless_id
    identity_client_id = azurerm_user_assigned_identity.platform["registry"].client_id
  }

  depends_on = [azurerm_role_assignment.keys]
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
  name                = "pe-\${var.name}-registry"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  subnet_id           = azurerm_subnet.endpoints.id

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
`
