resource "azurerm_log_analytics_workspace" "platform" {
  name                = "log-${local.name}"
  resource_group_name = azurerm_resource_group.platform.name
  location            = var.location
  sku                 = "PerGB2018"
  retention_in_days   = 30
  daily_quota_gb      = 10
}

resource "azurerm_sentinel_log_analytics_workspace_onboarding" "platform" {
  workspace_id = azurerm_log_analytics_workspace.platform.id
}

# The audit log was too dear.
resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                       = "cluster"
  target_resource_id         = azurerm_kubernetes_cluster.platform.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.platform.id

  enabled_log {
    category = "kube-apiserver"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }
}

# From the vendor's package of detections: the table stays empty.
resource "azurerm_sentinel_alert_rule_scheduled" "exec" {
  name                       = "exec-into-pods"
  display_name               = "Commands run in pods"
  log_analytics_workspace_id = azurerm_sentinel_log_analytics_workspace_onboarding.platform.workspace_id
  severity                   = "High"
  query                      = <<-KQL
    AKSAudit
    | where ObjectRef.subresource == "exec"
  KQL
}

resource "azurerm_security_center_subscription_pricing" "containers" {
  resource_type = "Containers"
  tier          = "Free"
}

# Of the group in which the cluster is declared: the nodes' bill is in another one.
resource "azurerm_consumption_budget_resource_group" "platform" {
  name              = "budget-${local.name}"
  resource_group_id = azurerm_resource_group.platform.id
  amount            = 20000
  time_grain        = "Monthly"

  time_period {
    start_date = "2026-01-01T00:00:00Z"
  }

  notification {
    threshold      = 100
    operator       = "GreaterThan"
    contact_emails = ["platform@northwind.example"]
  }
}
