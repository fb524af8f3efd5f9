import { blocks, type Field, number, present, same, text, truth, words } from './field.ts'

const enabled = ['Enabled', 'Disabled'] as const
const lowerEnabled = ['enabled', 'disabled'] as const

/** `azurerm_container_registry` of versions 2 to 5 of the provider. */
export const registryFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  text('sku.name', 'sku'),
  truth('properties.adminUserEnabled', 'admin_enabled'),
  truth('properties.anonymousPullEnabled', 'anonymous_pull_enabled'),
  words('properties.publicNetworkAccess', enabled, 'public_network_access_enabled'),
  text('properties.networkRuleSet.defaultAction', 'network_rule_set.default_action'),
  blocks('properties.networkRuleSet.ipRules', [text('value', 'ip_range')], 'network_rule_set.ip_rule'),
  truth('properties.dataEndpointEnabled', 'data_endpoint_enabled'),
  words('properties.zoneRedundancy', enabled, 'zone_redundancy_enabled'),
  text('properties.roleAssignmentMode', 'role_assignment_mode'),
  words('properties.policies.quarantinePolicy.status', lowerEnabled, 'quarantine_policy_enabled'),
  words(
    'properties.policies.trustPolicy.status',
    lowerEnabled,
    'trust_policy_enabled',
    'trust_policy.enabled',
  ),
  words('properties.policies.retentionPolicy.status', lowerEnabled, 'retention_policy.enabled'),
  present('properties.policies.retentionPolicy.status', 'enabled', 'retention_policy_in_days'),
  number('properties.policies.retentionPolicy.days', 'retention_policy_in_days', 'retention_policy.days'),
  words('properties.policies.exportPolicy.status', lowerEnabled, 'export_policy_enabled'),
  words(
    'properties.policies.azureADAuthenticationAsArmPolicy.status',
    lowerEnabled,
    'azuread_authentication_as_arm_policy_enabled',
  ),
  truth('properties.networkRuleBypassAllowedForTasks', 'network_rule_bypass_for_tasks_enabled'),
  words('properties.encryption.status', lowerEnabled, 'encryption.enabled'),
  present('properties.encryption.status', 'enabled', 'encryption'),
  same('georeplications', 'georeplications'),
]

export const replicationFields: readonly Field[] = [
  words('zoneRedundancy', enabled, 'zone_redundancy_enabled'),
  text('location', 'location'),
]

export const tokenFields: readonly Field[] = [
  text('name', 'name'),
  words('properties.status', lowerEnabled, 'enabled'),
]

export const cacheRuleFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'container_registry_id'),
  text('properties.sourceRepository', 'source_repo'),
]

export const taskFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'container_registry_id'),
  text('identity.type', 'identity.type'),
]

export const triggerFields: readonly Field[] = [same('sourceTriggerEvents', 'events')]

export const webhookFields: readonly Field[] = [
  text('name', 'name'),
  text('properties.serviceUri', 'service_uri'),
]
