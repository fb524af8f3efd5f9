// Counts the work of resources of Azure that name each other, in a process whose code nobody compiles. Prints JSON.

import { scan } from '../src/engine/scan.ts'
import { growsFaster } from './counted-work.ts'

function block(type: string, index: number, lines: readonly string[]): string {
  return `resource "azurerm_${type}" "r${index}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

/** A vault with all that stands around one, its own or one that all share. */
function around(index: number, shared: number): string {
  const vault = `azurerm_key_vault.r${shared}.id`
  const connection = ['private_service_connection {', `private_connection_resource_id = ${vault}`, '}']
  return [
    block('key_vault', index, [`name = "v${index}"`, 'resource_group_name = "rg"']),
    block('monitor_diagnostic_setting', index, [
      `target_resource_id = ${vault}`,
      `log_analytics_workspace_id = azurerm_log_analytics_workspace.r${shared}.id`,
      'enabled_log {',
      'category = "AuditEvent"',
      '}',
    ]),
    block('log_analytics_workspace', index, ['daily_quota_gb = 1']),
    block('private_endpoint', index, [`subnet_id = azurerm_subnet.r${shared}.id`, ...connection]),
    block('management_lock', index, [`scope = ${vault}`, 'lock_level = "ReadOnly"']),
    block('resource_group', index, [`name = "rg${index}"`]),
    block('consumption_budget_subscription', index, ['subscription_id = "/subscriptions/0"', 'amount = 1']),
    block('monitor_activity_log_alert', index, ['criteria {', 'operation_name = "x"', '}']),
    block('sentinel_alert_rule_scheduled', index, ['query = "AKSAudit"']),
    nodes(index, shared),
  ].join('')
}

function nodes(index: number, shared: number): string {
  return [
    block('virtual_network', index, [`name = "n${index}"`]),
    block('virtual_network_peering', index, [`virtual_network_name = "n${shared}"`]),
    block('private_dns_zone', index, [`name = "z${index}"`]),
    block('private_dns_zone_virtual_network_link', index, [
      `private_dns_zone_name = "z${shared}"`,
      `virtual_network_id = azurerm_virtual_network.r${index}.id`,
    ]),
    block('network_security_group', index, [`name = "g${index}"`]),
    block('subnet', index, [
      `virtual_network_name = "n${shared}"`,
      `network_security_group_id = azurerm_network_security_group.r${shared}.id`,
    ]),
    block('kubernetes_cluster', index, ['network_profile {', 'outbound_type = "userDefinedRouting"', '}']),
    block('kubernetes_cluster_node_pool', index, [
      `kubernetes_cluster_id = azurerm_kubernetes_cluster.r${index}.id`,
      `vnet_subnet_id = azurerm_subnet.r${shared}.id`,
    ]),
    block('user_assigned_identity', index, [`name = "i${index}"`]),
    block('federated_identity_credential', index, [
      `user_assigned_identity_id = azurerm_user_assigned_identity.r${shared}.id`,
      `subject = "system:serviceaccount:n${index}:x"`,
    ]),
    block('role_assignment', index, [
      `principal_id = azurerm_user_assigned_identity.r${shared}.principal_id`,
      'role_definition_name = "Key Vault Secrets User"',
      `scope = azurerm_key_vault.r${shared}.id`,
    ]),
  ].join('')
}

function ofResources(sharedBy: (index: number) => number): (size: number) => void {
  return (size) => {
    const texts = Array.from({ length: size }, (_, index) => around(index, sharedBy(index)))
    scan({ documents: [{ path: 'main.tf', text: texts.join('') }] })
  }
}

/** As many documents as each has resources: what the others are told from. */
function quadratic(size: number): void {
  const vaults = Array.from({ length: size }, (_, index) => block('key_vault', index, []))
  scan({ documents: vaults.map((_, index) => ({ path: `${index}/main.tf`, text: vaults.join('') })) })
}

const found = {
  ownGrow: await growsFaster(
    ofResources((index) => index),
    32,
  ),
  sharedGrow: await growsFaster(
    ofResources(() => 0),
    32,
  ),
  quadraticGrows: await growsFaster(quadratic, 8),
}
process.stdout.write(JSON.stringify(found))
