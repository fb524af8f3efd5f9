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

data "azurerm_disk_encryption_set" "platform" {
  name                = "des-northwind"
  resource_group_name = "rg-northwind-keys"
}

resource "azurerm_kubernetes_cluster" "platform" {
  name                = "aks-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  dns_prefix          = local.name
  kubernetes_version  = "1.36"
  sku_tier            = "Standard"

  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  run_command_enabled                 = false
  local_account_disabled              = true
  disk_encryption_set_id              = data.azurerm_disk_encryption_set.platform.id
  image_cleaner_enabled               = true
  image_cleaner_interval_hours        = 48
  oidc_issuer_enabled                 = true
  workload_identity_enabled           = true
  automatic_upgrade_channel           = "patch"
  node_os_upgrade_channel             = "NodeImage"

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = azurerm_subnet.nodes["api-server"].id
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D8ds_v5"
    os_sku                       = "AzureLinux"
    os_disk_type                 = "Ephemeral"
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    vnet_subnet_id               = azurerm_subnet.nodes["system"].id
    auto_scaling_enabled         = true
    min_count                    = 3
    max_count                    = 6

    kubelet_config {
      pod_max_pid = 4096
    }
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
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    outbound_type       = "userDefinedRouting"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  microsoft_defender {
    log_analytics_workspace_id = var.workspace
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Sunday"
    start_time  = "02:00"
  }
}

# What the provider has no argument for. The block of the metadata service excludes Azure Policy and Container Insights:
# admission policies of the cluster's own and metrics of the monitoring namespace stand in for them.
resource "azapi_update_resource" "cluster" {
  type        = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  resource_id = azurerm_kubernetes_cluster.platform.id
  body = {
    properties = {
      networkProfile = {
        podLinkLocalAccess = "None"
        advancedNetworking = {
          observability = { enabled = true }
          security = {
            enabled                 = true
            advancedNetworkPolicies = "FQDN"
            transitEncryption       = { type = "WireGuard" }
          }
        }
      }
      nodeResourceGroupProfile = { restrictionLevel = "ReadOnly" }
      securityProfile = {
        nodeRestriction                           = { enabled = true }
        defender                                  = { securityGating = { enabled = true } }
        kubernetesResourceObjectEncryptionProfile = { infrastructureEncryption = "Enabled" }
      }
    }
  }
}

# The same for its pools. Sandboxed nodes cannot have Secure Boot.
resource "azapi_update_resource" "pool" {
  for_each  = toset(concat(["system", "platform", "sandboxed"], [for tenant in local.gpu_tenants : "gpu${tenant}"]))
  type      = "Microsoft.ContainerService/managedClusters/agentPools@2026-05-02-preview"
  parent_id = azurerm_kubernetes_cluster.platform.id
  name      = each.key
  body = {
    properties = {
      kubeletConfig   = { seccompDefault = "RuntimeDefault" }
      upgradeSettings = { undrainableNodeBehavior = "Cordon" }
      securityProfile = {
        sshAccess        = "Disabled"
        enableSecureBoot = each.key != "sandboxed"
        enableVTPM       = each.key != "sandboxed"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "platform" {
  name                    = "platform"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "Standard_D8ds_v5"
  os_sku                  = "AzureLinux"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["platform"].id
  auto_scaling_enabled    = true
  min_count               = 2
  max_count               = 6

  kubelet_config {
    pod_max_pid = 4096
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "sandboxed" {
  name                    = "sandboxed"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "Standard_D16ds_v5"
  os_sku                  = "AzureLinux"
  workload_runtime        = "KataVmIsolation"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["sandboxed"].id
  auto_scaling_enabled    = true
  min_count               = 2
  max_count               = 12

  kubelet_config {
    pod_max_pid = 4096
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  for_each                = local.gpu_tenants
  name                    = "gpu${each.key}"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "Standard_NC24ads_A100_v4"
  os_sku                  = "AzureLinux"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["gpu-${each.key}"].id
  node_labels             = { "node-restriction.kubernetes.io/tenant" = each.key }
  node_taints = [
    "northwind.example/tenant=${each.key}:NoSchedule",
    "nvidia.com/gpu=present:NoSchedule",
  ]
  auto_scaling_enabled = true
  min_count            = 0
  max_count            = 4

  kubelet_config {
    pod_max_pid = 4096
  }
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                           = "audit"
  target_resource_id             = azurerm_kubernetes_cluster.platform.id
  log_analytics_workspace_id     = var.workspace
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = ["kube-audit-admin", "kube-apiserver", "guard"]
    content {
      category = enabled_log.value
    }
  }
}
