import type { Control } from '../control.ts'
import { anyOf, demand, fail, type Verdict, whereSo } from '../verdict.ts'
import { originOf, mayBe } from '../../model/known.ts'
import { block, cluster, pool } from '../azure-examples.ts'
import type { AgentPool } from '../../model/azure.ts'

export const systemPoolOpen: Control<'agent-pool'> = {
  id: 'BH-1131',
  name: 'system-pool-open',
  title: 'Nodes of the system take any pod',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.node'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_232', 'aks-baseline:2'],
  differs: {
    'checkov:CKV_AZURE_232':
      'Checkov fails a cluster without any pool, which Azure refuses: there are no nodes to judge.',
  },
  rationale:
    'Whoever comes out of a container on these nodes holds DNS, the tunnel to the API server and the policy engine of all tenants.',
  remediation:
    "Bicep and ARM: `properties.nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']`; Terraform: `only_critical_addons_enabled = true`; on the system pool. Run models on pools of their own.",
  applies: 'agent-pool',
  when: ({ mode }) => mayBe(mode, 'System'),
  check: (pool) => whereSo(pool.mode, judge(pool)),
  examples: {
    fail: [cluster(block('default_node_pool', 'name = "system"')), pool('mode = "System"')],
    pass: [
      cluster(block('default_node_pool', 'only_critical_addons_enabled = true')),
      pool('mode = "System"', 'node_taints = ["CriticalAddonsOnly=true:NoSchedule"]'),
    ],
    unknown: [cluster(block('default_node_pool', 'only_critical_addons_enabled = var.unknown'))],
  },
}

function judge({ nodeTaints, name, mode }: AgentPool): Verdict {
  const message = `System pool ${name} takes every pod.`
  if (nodeTaints.length === 0) return fail(message, originOf(mode))
  return anyOf(
    nodeTaints.map((taint) => demand(taint, (text) => text.startsWith('CriticalAddonsOnly'), message)),
  )
}
