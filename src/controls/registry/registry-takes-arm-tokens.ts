import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { clustersStartedFrom } from '../../link/azure.ts'
import { registry } from '../azure-examples.ts'

export const registryTakesArmTokens: Control<'container-registry'> = {
  id: 'BH-1148',
  name: 'registry-takes-arm-tokens',
  title: 'Registry takes tokens that are meant for Azure',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'azure-policy:42781ec6-6127-4c30-bdfa-fb423a0047d3',
    'azure-policy:785596ed-054f-41bc-aaec-7f3d0ba05725',
    'mcsb:IM-1',
  ],
  rationale: 'A token that the metadata service hands out for Azure is then a login at the registry, too.',
  remediation:
    'Bicep and ARM: `properties.policies.azureADAuthenticationAsArmPolicy.status: disabled`; Terraform: `azuread_authentication_as_arm_policy_enabled = false`. Not for the registry that a network-isolated cluster starts from: that one is not asked about.',
  applies: 'container-registry',
  when: (registry, platform) => clustersStartedFrom(registry, platform).length === 0,
  check: (registry) =>
    forbid(
      registry.policies.azureADAuthenticationAsArm,
      (status) => status.toLowerCase() === 'enabled',
      `Registry ${registry.name} takes any token for Azure Resource Manager as a login.`,
    ),
  examples: {
    fail: [registry(), registry('azuread_authentication_as_arm_policy_enabled = true')],
    pass: [registry('azuread_authentication_as_arm_policy_enabled = false')],
    unknown: [registry('azuread_authentication_as_arm_policy_enabled = var.unknown')],
  },
}
