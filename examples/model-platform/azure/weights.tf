# Initech's models read their weights themselves.
resource "azurerm_user_assigned_identity" "initech" {
  name                = "id-${local.name}-initech"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

resource "azurerm_federated_identity_credential" "initech" {
  name                      = "models"
  user_assigned_identity_id = azurerm_user_assigned_identity.initech.id
  issuer                    = azurerm_kubernetes_cluster.platform.oidc_issuer_url
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = "system:serviceaccount:initech:models"
}
