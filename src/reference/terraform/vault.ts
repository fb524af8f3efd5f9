/** Keys of disks and of the registry. */
export const vaultFile: string = `resource "azurerm_key_vault" "platform" {
  name                          = "kv-\${var.name}"
  resource_group_name           = azurerm_resource_group.platform.name
  location                      = var.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault_key" "platform" {
  for_each     = toset(["disks", "registry"])
  name         = each.key
  key_vault_id = azurerm_key_vault.platform.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]

  rotation_policy {
    expire_after         = "P2Y"
    notify_before_expiry = "P60D"
    automatic {
      time_before_expiry = "P90D"
    }
  }
}

resource "azurerm_disk_encryption_set" "platform" {
  name                      = "des-\${var.name}"
  resource_group_name       = azurerm_resource_group.platform.name
  location                  = var.location
  key_vault_key_id          = azurerm_key_vault_key.platform["disks"].versionless_id
  auto_key_rotation_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.platform["control-plane"].id]
  }

  depends_on = [azurerm_role_assignment.keys]
}

resource "azurerm_private_dns_zone" "vault" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = azurerm_resource_group.platform.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "vault" {
  name                  = "platform"
  resource_group_name   = azurerm_resource_group.platform.name
  private_dns_zone_name = azurerm_private_dns_zone.vault.name
  virtual_network_id    = azurerm_virtual_network.platform.id
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-\${var.name}-vault"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.platform.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [azurerm_private_dns_zone.vault.id]
  }
}
`
