import type { Control } from '../control.ts'
import type { Verdict } from '../verdict.ts'
import { judgeRights } from './azure-rights.ts'
import type { AzureRight } from '../../link/azure.ts'
import { typeOf, typesAround } from '../../link/types.ts'
import { rightsOfControlPlane } from '../../link/control-plane.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Match } from '../../model/selector.ts'
import { block, cluster } from '../azure-examples.ts'

export const controlPlaneRulesAzure: Control<'managed-cluster'> = {
  id: 'BH-1260',
  name: 'control-plane-rules-azure',
  title: 'Control plane has rights over a whole group',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Whoever makes pods where the control plane’s identity is used, or takes it over through Azure, has its rights: over the whole group that is every vault, registry and network in it.',
  remediation:
    'Give the identity `Network Contributor` on the subnets and the route table that the cluster uses, and `Managed Identity Operator` on the identity of the nodes; nothing on groups or subscriptions. Bicep and ARM: `scope` of `Microsoft.Authorization/roleAssignments`; Terraform: `scope`.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      ruled('"Contributor"', 'azurerm_resource_group.models.id'),
      ruled('"Network Contributor"', '"/subscriptions/00000000-0000-0000-0000-000000000000"'),
    ],
    pass: [
      ruled('"Network Contributor"', 'azurerm_subnet.models.id'),
      ruled('"Reader"', 'azurerm_resource_group.models.id'),
    ],
    unknown: [ruled('var.unknown', 'azurerm_resource_group.models.id')],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  return judgeRights(rightsOfControlPlane(cluster, platform), {
    isBad: rulesGroup,
    message: `The control plane of cluster ${cluster.name} has rights over a whole group`,
  })
}

function rulesGroup({ assignment, role }: AzureRight): Match {
  const scope = valueOf(assignment.scope)
  if (scope === undefined || !typesAround.has(typeOf(scope))) return 'no'
  if (role === undefined) return 'unknown'
  return role.isWide || role.isOfNetworks ? 'yes' : 'no'
}

function ruled(role: string, scope: string): string {
  const identity = 'azurerm_user_assigned_identity.models'
  return `${cluster(block('identity', `identity_ids = [${identity}.id]`))}resource "azurerm_role_assignment" "models" {
  principal_id = ${identity}.principal_id
  role_definition_name = ${role}
  scope = ${scope}
}
${role.includes('var.unknown') ? 'variable "unknown" {}\n' : ''}`
}
