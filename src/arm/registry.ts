import type { ContainerRegistry, RegistryPolicies } from '../model/azure.ts'
import type { Fields } from '../values/fields.ts'
import { connectionStates } from './private-link.ts'
import { metaOf, type ReadResource } from './resource.ts'

/** Microsoft.ContainerRegistry 2025-11-01, with its defaults. */
export function readContainerRegistry(read: ReadResource): ContainerRegistry {
  const { properties, top, resource } = read
  const network = properties.map('networkRuleSet')
  return {
    asset: 'container-registry',
    ...metaOf(read, 'Microsoft.ContainerRegistry/registries'),
    sku: top.map('sku').text('name', 'Basic'),
    adminUserEnabled: properties.boolean('adminUserEnabled', false),
    anonymousPullEnabled: properties.boolean('anonymousPullEnabled', false),
    publicNetworkAccess: properties.text('publicNetworkAccess', 'Enabled'),
    networkDefaultAction: network.text('defaultAction', 'Allow'),
    networkAllowed: network.list('ipRules').map((rule) => rule.freeText('value', '')),
    dataEndpointEnabled: properties.boolean('dataEndpointEnabled', false),
    zoneRedundancy: properties.text('zoneRedundancy', 'Disabled'),
    replications: top.list('replications').map((each) => ({
      zoneRedundancy: each.text('zoneRedundancy', 'Disabled'),
      origin: each.originOr(resource.origin),
    })),
    roleAssignmentMode: properties.optionalText('roleAssignmentMode'),
    networkBypassForTasks: properties.boolean('networkRuleBypassAllowedForTasks', false),
    encryption: properties.map('encryption').text('status', 'disabled'),
    privateConnections: connectionStates(properties),
    policies: readPolicies(properties.map('policies')),
  }
}

function readPolicies(policies: Fields): RegistryPolicies {
  return {
    quarantine: policies.map('quarantinePolicy').text('status', 'disabled'),
    trust: policies.map('trustPolicy').text('status', 'disabled'),
    retention: policies.map('retentionPolicy').text('status', 'disabled'),
    retentionDays: policies.map('retentionPolicy').optionalInteger('days'),
    softDelete: policies.map('softDeletePolicy').text('status', 'disabled'),
    export: policies.map('exportPolicy').text('status', 'enabled'),
    azureADAuthenticationAsArm: policies.map('azureADAuthenticationAsArmPolicy').text('status', 'enabled'),
  }
}
