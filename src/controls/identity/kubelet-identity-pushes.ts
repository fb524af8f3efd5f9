import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { originOf } from '../../model/known.ts'
import { kubeletRole } from '../azure-examples.ts'
import { holdsAtRegistry, rightsOfNodes } from '../../link/azure.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'

export const kubeletIdentityPushes: Control<'managed-cluster'> = {
  id: 'BH-1129',
  name: 'kubelet-identity-pushes',
  title: 'Nodes may push images to the registry',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.push'],
  vector: 'supply-chain',
  references: ['cis-aks-1.8:5.1.3', 'cis-aks-1.7:5.1.3', 'mcsb:PA-7', 'aks-baseline:15'],
  rationale:
    'Every pod that reaches the metadata service has the nodes’ identity. One that may push replaces what a tag stands for: the next pull, on any node and in any tenant, runs the attacker’s image.',
  remediation:
    'Leave the nodes’ identity `AcrPull` or `Container Registry Repository Reader` alone; builds have identities of their own.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      kubeletRole('"AcrPush"', 'azurerm_container_registry.models.id'),
      kubeletRole('"Contributor"', '"/subscriptions/00000000-0000-0000-0000-000000000001"'),
    ],
    pass: [kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id')],
    unknown: [
      kubeletRole('var.unknown', 'azurerm_container_registry.models.id'),
      kubeletRole('"Registry Janitor"', 'azurerm_container_registry.models.id'),
    ],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const { rights } = rightsOfNodes(cluster, platform)
  return every(rights, (right) => {
    const { assignment, role } = right
    const message = `The nodes of cluster ${cluster.name} may push images by ${assignment.name}.`
    const isAtRegistry = holdsAtRegistry(right, platform)
    if (assignment.role.state === 'hidden' && isAtRegistry !== 'no')
      return doubtful(message, assignment.role.reason, assignment.role.origin)
    if (isAtRegistry === 'no') return pass()
    if (role === undefined)
      return doubtful(message, 'what this role lets do is not known here', assignment.origin)
    if (role.registry !== 'push') return pass()
    if (isAtRegistry === 'unknown') return doubtful(message, 'the scope cannot be read', assignment.origin)
    return fail(message, originOf(assignment.role) ?? assignment.origin)
  })
}
