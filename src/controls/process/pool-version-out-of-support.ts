import { pool } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { hasPoolLongTerm, judgeSupport, supportDay, versionOf } from '../version-support.ts'

export const poolVersionOutOfSupport: Control<'agent-pool'> = {
  id: 'BH-1302',
  name: 'pool-version-out-of-support',
  title: 'AKS fixes the version of the nodes no more',
  layer: 'process',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'Pools are upgraded one by one, and one that is forgotten keeps its kubelet. It is the kubelet that starts containers and mounts volumes for them.',
  remediation: 'Upgrade the pool to the version of the cluster: `az aks nodepool upgrade`.',
  applies: 'agent-pool',
  when: (pool) => versionOf(pool).state !== 'default',
  check: (pool, platform) =>
    judgeSupport({
      who: `Pool ${pool.name}`,
      version: versionOf(pool),
      hasLongTerm: hasPoolLongTerm(pool, platform),
      day: supportDay(platform),
    }),
  examples: {
    fail: [pool('orchestrator_version = "1.28"')],
    pass: [pool('orchestrator_version = "1.36"')],
    unknown: [
      pool('orchestrator_version = var.unknown'),
      // Nobody shows whether its cluster has long-term support.
      pool('orchestrator_version = "1.33"'),
    ],
  },
}
