resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "id-${local.name}-control-plane"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

resource "azurerm_user_assigned_identity" "kubelet" {
  name                = "id-${local.name}-kubelet"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
}

resource "azurerm_kubernetes_cluster" "platform" {
  name                = "aks-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  dns_prefix          = local.name
  kubernetes_version  = "1.34"
  sku_tier            = "Standard"

  role_based_access_control_enabled = true
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D8ds_v5"
    vnet_subnet_id       = azurerm_subnet.nodes.id
    auto_scaling_enabled = true
    min_count            = 3
    max_count            = 6
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.control_plane.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.kubelet.client_id
    object_id                 = azurerm_user_assigned_identity.kubelet.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id
  }

  network_profile {
    network_plugin = "azure"
    network_policy = "azure"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "models" {
  name                  = "models"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.platform.id
  vm_size               = var.gpu_pool.vm_size
  vnet_subnet_id        = azurerm_subnet.nodes.id
  node_taints           = ["nvidia.com/gpu=present:NoSchedule"]
  auto_scaling_enabled  = true
  min_count             = 1
  max_count             = var.gpu_pool.max_count
}
