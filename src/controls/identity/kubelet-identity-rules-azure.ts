import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { originOf, valueOf } from '../../model/known.ts'
import { kubeletRole } from '../azure-examples.ts'
import { rightsOfKubelets, typeOf } from '../../link/azure.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'

export const kubeletIdentityRulesAzure: Control<'managed-cluster'> = {
  id: 'BH-1130',
  name: 'kubelet-identity-rules-azure',
  title: 'Nodes have rights in Azure beyond pulling images',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Every pod that reaches the metadata service has the nodes’ identity. With rights over nodes, storage, keys or roles it leaves the cluster behind.',
  remediation:
    'Take every role from the nodes’ identity but the one that pulls images; give workloads identities of their own.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      kubeletRole('"Contributor"', 'azurerm_resource_group.models.id'),
      kubeletRole('"Key Vault Secrets User"', 'azurerm_key_vault.models.id'),
    ],
    pass: [kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id')],
    unknown: [kubeletRole('var.unknown', 'azurerm_resource_group.models.id')],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const { rights } = rightsOfKubelets(cluster, platform)
  return every(rights, ({ assignment, role }) => {
    const message = `The nodes of cluster ${cluster.name} have rights in Azure by ${assignment.name}.`
    const scope = valueOf(assignment.scope)
    if (scope !== undefined && typeOf(scope) === 'microsoft.containerregistry/registries') return pass()
    if (assignment.role.state === 'hidden')
      return doubtful(message, assignment.role.reason, assignment.role.origin)
    return role?.isWide === true ? fail(message, originOf(assignment.role) ?? assignment.origin) : pass()
  })
}
