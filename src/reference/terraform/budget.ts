/** A budget tells; what stops is the most nodes of a pool, and quotas in the cluster. */
export const budgetFile: string = `resource "azurerm_monitor_action_group" "owner" {
  name                = "ag-\${var.name}"
  resource_group_name = azurerm_resource_group.platform.name
  short_name          = "platform"

  email_receiver {
    name          = "owner"
    email_address = var.owner
  }
}

# AKS makes nodes in a group of their own: a budget of the platform's own group would not see them.
# A budget notifies and stops nothing: what stops is \`max_nodes\`, the quota of the subscription, and quotas of the namespaces.
resource "azurerm_consumption_budget_subscription" "platform" {
  name            = "\${var.name}-platform"
  subscription_id = data.azurerm_subscription.current.id
  amount          = var.budget
  time_grain      = "Monthly"

  time_period {
    start_date = formatdate("YYYY-MM-01'T'00:00:00Z", plantimestamp())
  }

  notification {
    threshold      = 80
    operator       = "GreaterThan"
    threshold_type = "Actual"
    contact_groups = [azurerm_monitor_action_group.owner.id]
  }

  notification {
    threshold      = 100
    operator       = "GreaterThan"
    threshold_type = "Forecasted"
    contact_groups = [azurerm_monitor_action_group.owner.id]
  }

  lifecycle {
    ignore_changes = [time_period]
  }
}

resource "azurerm_management_lock" "kept" {
  for_each = {
    registry  = azurerm_container_registry.platform.id
    vault     = azurerm_key_vault.platform.id
    workspace = azurerm_log_analytics_workspace.platform.id
    firewall  = azurerm_firewall.egress.id
  }
  name       = "kept-\${each.key}"
  scope      = each.value
  lock_level = "CanNotDelete"
}
`
