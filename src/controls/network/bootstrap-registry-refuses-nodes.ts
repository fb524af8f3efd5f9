import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { clustersStartedFrom } from '../../link/azure.ts'
import { block, cluster, registry } from '../azure-examples.ts'

export const bootstrapRegistryRefusesNodes: Control<'container-registry'> = {
  id: 'BH-1216',
  name: 'bootstrap-registry-refuses-nodes',
  title: 'Nodes cannot sign in where they start from',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3'],
  rationale:
    'A cluster without a way out fetches what its nodes start with from a registry, by a token for Azure. A registry that refuses such tokens starts none: somebody will open a way out to mend it.',
  remediation:
    'Leave `properties.policies.azureADAuthenticationAsArmPolicy.status: enabled` (Terraform: `azuread_authentication_as_arm_policy_enabled = true`) on that registry, and keep tenants’ images in another one.',
  applies: 'container-registry',
  when: (registry, platform) => clustersStartedFrom(registry, platform).length > 0,
  check: (registry) =>
    demand(
      registry.policies.azureADAuthenticationAsArm,
      (status) => status.toLowerCase() === 'enabled',
      `Nodes cannot sign in to registry ${registry.name}, which they start from.`,
    ),
  examples: {
    fail: [startedFrom('azuread_authentication_as_arm_policy_enabled = false')],
    pass: [startedFrom('azuread_authentication_as_arm_policy_enabled = true')],
    unknown: [startedFrom('azuread_authentication_as_arm_policy_enabled = var.unknown')],
  },
}

function startedFrom(line: string): string {
  const profile = block('bootstrap_profile', 'container_registry_id = azurerm_container_registry.models.id')
  return `${registry(line)}${cluster(profile)}`
}
