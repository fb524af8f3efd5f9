resource "azurerm_key_vault" "platform" {
  name                = "kv-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  tenant_id           = var.tenant
  sku_name            = "standard"

  # Every node may read every tenant's keys: that was quicker than one identity for each.
  access_policy {
    tenant_id          = var.tenant
    object_id          = azurerm_user_assigned_identity.kubelet.principal_id
    secret_permissions = ["Get", "List"]
  }
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-vault"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  subnet_id           = azurerm_subnet.nodes.id

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.platform.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}
