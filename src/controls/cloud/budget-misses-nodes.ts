import type { Control } from '../control.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import { clustersByGroup, groupKeys } from '../../link/groups.ts'
import type { Budget } from '../../model/azure.ts'
import { originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, cluster } from '../azure-examples.ts'

export const budgetMissesNodes: Control<'budget'> = {
  id: 'BH-1282',
  name: 'budget-misses-nodes',
  title: 'Budget does not hold the nodes',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'AKS makes nodes, disks and addresses in a group of their own. A budget of the group in which the cluster is declared sees a few cents for the control plane, whatever the nodes cost.',
  remediation:
    'Make it a budget of the subscription, or of the group of the nodes. Bicep and ARM: deploy it to the group that `properties.nodeResourceGroup` of the cluster names; Terraform: `resource_group_id = azurerm_kubernetes_cluster.….node_resource_group_id`.',
  applies: 'budget',
  when: (_, platform) => platform.all('managed-cluster').length > 0,
  check: judge,
  examples: {
    fail: [beside('azurerm_resource_group.models.id')],
    pass: [beside('azurerm_kubernetes_cluster.models.node_resource_group_id')],
    unknown: [],
  },
}

function judge(budget: Budget, platform: Platform): Verdict {
  const [cluster] = groupKeys(budget, budget.scope, platform).flatMap(
    (group) => clustersByGroup(platform).get(group) ?? [],
  )
  return cluster === undefined
    ? pass()
    : fail(
        `Budget ${budget.name} does not hold the nodes of cluster ${cluster.name}.`,
        originOf(budget.scope),
      )
}

function beside(scope: string): string {
  return `${azure('consumption_budget_resource_group', `resource_group_id = ${scope}`)}${azure('resource_group', 'name = "models"')}${cluster('resource_group_name = "models"')}`
}
