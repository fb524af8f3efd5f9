/** Who did what, and somebody who reads it. */
export const monitoringFile: string = `resource "azurerm_log_analytics_workspace" "platform" {
  name                          = "log-\${var.name}"
  resource_group_name           = azurerm_resource_group.platform.name
  location                      = var.location
  sku                           = "PerGB2018"
  retention_in_days             = 180
  daily_quota_gb                = 50
  local_authentication_disabled = true
  internet_ingestion_enabled    = false
  internet_query_enabled        = false
}

# Logs come and are read through the network alone.
resource "azurerm_monitor_private_link_scope" "platform" {
  name                  = "ampls-\${var.name}"
  resource_group_name   = azurerm_resource_group.platform.name
  ingestion_access_mode = "PrivateOnly"
  query_access_mode     = "PrivateOnly"
}

resource "azurerm_monitor_private_link_scoped_service" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.platform.name
  scope_name          = azurerm_monitor_private_link_scope.platform.name
  linked_resource_id  = azurerm_log_analytics_workspace.platform.id
}

resource "azurerm_private_dns_zone" "monitor" {
  for_each = toset([
    "privatelink.monitor.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.agentsvc.azure-automation.net",
    "privatelink.blob.core.windows.net",
  ])
  name                = each.key
  resource_group_name = azurerm_resource_group.platform.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "monitor" {
  for_each              = azurerm_private_dns_zone.monitor
  name                  = "platform"
  resource_group_name   = azurerm_resource_group.platform.name
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.platform.id
}

resource "azurerm_private_endpoint" "monitor" {
  name                = "pe-\${var.name}-monitor"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "monitor"
    private_connection_resource_id = azurerm_monitor_private_link_scope.platform.id
    subresource_names              = ["azuremonitor"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "monitor"
    private_dns_zone_ids = [for zone in azurerm_private_dns_zone.monitor : zone.id]
  }
}

# The cap keeps a flood of logs from the bill. Somebody has to hear of it: behind it detections read nothing.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "cap" {
  name                 = "workspace-cap-reached"
  resource_group_name  = azurerm_resource_group.platform.name
  location             = var.location
  scopes               = [azurerm_log_analytics_workspace.platform.id]
  severity             = 1
  evaluation_frequency = "PT5M"
  window_duration      = "PT5M"

  criteria {
    query                   = "_LogOperation | where Detail has 'OverQuota'"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }

  action {
    action_groups = [azurerm_monitor_action_group.owner.id]
  }
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "platform" {
  workspace_id                 = azurerm_log_analytics_workspace.platform.id
  customer_managed_key_enabled = false
}

resource "azurerm_security_center_subscription_pricing" "containers" {
  tier          = "Standard"
  resource_type = "Containers"

  extension {
    name = "ContainerRegistriesVulnerabilityAssessments"
  }

  extension {
    name = "AgentlessDiscoveryForKubernetes"
  }
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
