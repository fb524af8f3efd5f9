import { machines } from '../sizes.ts'

/** What the pods of a node may use up, and how its upgrades go on. */
export const poolLimits: string = `  kubelet_config {
    pod_max_pid               = 4096
    container_log_max_size_mb = 50
    container_log_max_files   = 5
  }

  upgrade_settings {
    max_surge                = "10%"
    drain_timeout_in_minutes = 30
  }
`

/** Pools: one for each trust, each in a subnet of its own. */
export const poolsFile: string = `# Gateway, admission and monitoring.
resource "azurerm_kubernetes_cluster_node_pool" "platform" {
  name                    = "platform"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "${machines.platform}"
  os_sku                  = "AzureLinux"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["platform"].id
  node_labels             = { "node-restriction.kubernetes.io/pool" = "platform" }
  auto_scaling_enabled    = true
  min_count               = 2
  max_count               = var.max_nodes
  zones                   = ["1", "2", "3"]

${poolLimits}}

# Models without GPU: each pod is a virtual machine with a kernel of its own.
resource "azurerm_kubernetes_cluster_node_pool" "sandboxed" {
  name                    = "sandboxed"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "${machines.sandboxed}"
  os_sku                  = "AzureLinux"
  workload_runtime        = "KataVmIsolation"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["sandboxed"].id
  node_labels             = { "node-restriction.kubernetes.io/pool" = "sandboxed" }
  auto_scaling_enabled    = true
  min_count               = 2
  max_count               = var.max_nodes
  zones                   = ["1", "2", "3"]

${poolLimits}}

# AKS has no sandbox for GPUs: a tenant with GPUs has nodes of its own, which nobody else's pods may use.
resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  for_each                = var.gpu_tenants
  name                    = "gpu\${each.key}"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.platform.id
  vm_size                 = "${machines.gpu}"
  os_sku                  = "AzureLinux"
  os_disk_type            = "Ephemeral"
  host_encryption_enabled = true
  vnet_subnet_id          = azurerm_subnet.nodes["gpu-\${each.key}"].id
  node_labels             = { "node-restriction.kubernetes.io/tenant" = each.key }
  node_taints = [
    "platform/tenant=\${each.key}:NoSchedule",
    "nvidia.com/gpu=present:NoSchedule",
  ]
  auto_scaling_enabled = true
  min_count            = 0
  max_count            = var.max_gpu_nodes

${poolLimits}}

# What the provider has no argument for. Nodes with Kata cannot have Secure Boot.
resource "azapi_update_resource" "pool" {
  for_each  = toset(concat(["system", "platform", "sandboxed"], [for tenant in var.gpu_tenants : "gpu\${tenant}"]))
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

  depends_on = [
    azurerm_kubernetes_cluster_node_pool.platform,
    azurerm_kubernetes_cluster_node_pool.sandboxed,
    azurerm_kubernetes_cluster_node_pool.gpu,
  ]
}
`
