import type { Profile } from '../options.ts'
import { machines } from '../sizes.ts'
import { poolLimits } from './pools.ts'

const addOns: Readonly<Record<Profile, string>> = {
  policy: `
  # Azure Policy holds admission, Container Insights reads logs and metrics, the bill names namespaces. With any of them AKS refuses to shut off the
  # metadata service by itself: the network policy \`no-node-credentials\` does it.
  azure_policy_enabled  = true
  cost_analysis_enabled = true

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.platform.id
    msi_auth_for_monitoring_enabled = true
  }
`,
  minimal: `
  # Neither Azure Policy nor Container Insights: with them AKS refuses to shut off the metadata service. Admission policies of the
  # API server stand in for the one (manifests/admission.yaml), audit logs and metrics of your own for the other.
  azure_policy_enabled = false
`,
}

const head = `resource "azurerm_kubernetes_cluster" "platform" {
  name                = "aks-\${var.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  dns_prefix          = var.name
  kubernetes_version  = var.kubernetes_version
  sku_tier            = "Standard"

  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  run_command_enabled                 = false
  local_account_disabled              = true
  disk_encryption_set_id              = azurerm_disk_encryption_set.platform.id
  image_cleaner_enabled               = true
  image_cleaner_interval_hours        = 48
  oidc_issuer_enabled                 = true
  workload_identity_enabled           = true
  automatic_upgrade_channel           = "patch"
  node_os_upgrade_channel             = "NodeImage"
`

const body = `
  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = azurerm_subnet.api_server.id
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
    tenant_id          = data.azurerm_client_config.current.tenant_id
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = "${machines.system}"
    os_sku                       = "AzureLinux"
    os_disk_type                 = "Ephemeral"
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    vnet_subnet_id               = azurerm_subnet.nodes["system"].id
    auto_scaling_enabled         = true
    min_count                    = 3
    max_count                    = var.max_nodes
    zones                        = ["1", "2", "3"]

${poolLimits.replaceAll(/^(?=.)/gm, '  ')}  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.platform["control-plane"].id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.platform["kubelet"].client_id
    object_id                 = azurerm_user_assigned_identity.platform["kubelet"].principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.platform["kubelet"].id
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
    log_analytics_workspace_id = azurerm_log_analytics_workspace.platform.id
  }

  # A window that is shorter or rarer keeps fixes out without a word.
  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Sunday"
    start_time  = "02:00"
  }

  depends_on = [
    azurerm_role_assignment.network,
    azurerm_role_assignment.routes,
    azurerm_role_assignment.kubelet,
    azurerm_subnet_route_table_association.egress,
    azurerm_firewall_policy_rule_collection_group.nodes,
  ]
}
`

/** The cluster, then what the provider has no argument for. */
export function clusterFile(profile: Profile): string {
  return `${head}${addOns[profile]}${body}\n${update(profile)}`
}

function update(profile: Profile): string {
  const metadataService = profile === 'minimal' ? '        podLinkLocalAccess = "None"\n' : ''
  return `# What the provider has no argument for.
resource "azapi_update_resource" "cluster" {
  type        = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  resource_id = azurerm_kubernetes_cluster.platform.id
  body = {
    properties = {
      networkProfile = {
${metadataService}        advancedNetworking = {
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
`
}
