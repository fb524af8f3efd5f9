resource "azurerm_container_registry" "platform" {
  name                = replace("${local.name}registry", "-", "")
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  sku                 = "Standard"
  admin_enabled       = true
}

resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_container_registry.platform.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.kubelet.principal_id
}

# The first image builds ran on the nodes, with the nodes' identity. Nobody took the right away again.
resource "azurerm_role_assignment" "builds" {
  scope                = azurerm_container_registry.platform.id
  role_definition_name = "AcrPush"
  principal_id         = azurerm_user_assigned_identity.kubelet.principal_id
}

# Docker Hub had rate limits. Now every image there is one of ours.
resource "azurerm_container_registry_cache_rule" "docker_hub" {
  name                  = "docker-hub"
  container_registry_id = azurerm_container_registry.platform.id
  source_repo           = "docker.io/*"
  target_repo           = "docker-hub/*"
}
