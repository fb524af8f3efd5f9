/** Who did what, and somebody who reads it. */
export const monitoringFile: string = `resource "azurerm_log_analytics_workspace" "platform" {
  name                          = "log-\${var.name}"
  resource_group_name           = azurerm_resource_group.platform.name
  location                      = var.location
  sku                           = "PerGB2018"
  retention_in_days             = 180
  daily_quota_gb                = 50
  local_authentication_disabled = true
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "platform" {
  workspace_id                 = azurerm_log_analytics_workspace.platform.id
  customer_managed_key_enabled = false
}

resource "azurerm_security_center_subscription_pricing" "containers" {
  tier          = "Standard"
  resource_type = "Containers"
}

locals {
  # What each thing keeps of what it was asked.
  logs = {
    cluster = {
      of         = azurerm_kubernetes_cluster.platform.id
      categories = ["kube-audit-admin", "kube-apiserver", "guard", "cluster-autoscaler"]
    }
    registry = {
      of         = azurerm_container_registry.platform.id
      categories = ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"]
    }
    vault = {
      of         = azurerm_key_vault.platform.id
      categories = ["AuditEvent"]
    }
    firewall = {
      of         = azurerm_firewall.egress.id
      categories = ["AZFWApplicationRule", "AZFWNetworkRule", "AZFWDnsQuery", "AZFWThreatIntel", "AZFWIdpsSignature"]
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "platform" {
  for_each                       = local.logs
  name                           = each.key
  target_resource_id             = each.value.of
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.platform.id
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = each.value.categories
    content {
      category = enabled_log.value
    }
  }
}

# A token of a container that looks around: nobody else asks what it may do, and is refused so often.
resource "azurerm_sentinel_alert_rule_scheduled" "refused" {
  name                       = "service-account-refused"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.platform.workspace_id
  display_name               = "A service account is refused by the API server again and again"
  severity                   = "High"
  query_frequency            = "PT5M"
  query_period               = "PT1H"
  tactics                    = ["Discovery", "PrivilegeEscalation"]
  query                      = <<-KQL
    AKSAuditAdmin
    | extend Account = tostring(User.username), Code = toint(ResponseStatus.code)
    | where Account startswith "system:serviceaccount:" and Code == 403
    | summarize Refused = count() by Account, bin(TimeGenerated, 1h)
    | where Refused > 10
  KQL
}
`
