import { cluster } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { hasLongTermSupport, judgeEnd, supportDay, versionOf } from '../version-support.ts'

export const clusterVersionEndsSoon: Control<'managed-cluster'> = {
  id: 'BH-1301',
  name: 'cluster-version-ends-soon',
  title: 'AKS soon fixes the version of the cluster no more',
  layer: 'process',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'An upgrade takes weeks of tests. Begun after the last fix it leaves the platform open to what is found in between.',
  remediation: 'Plan the upgrade now: it has to be done within 90 days.',
  applies: 'managed-cluster',
  when: (cluster) => versionOf(cluster).state !== 'default',
  check: (cluster, platform) =>
    judgeEnd({
      who: `Cluster ${cluster.name}`,
      version: versionOf(cluster),
      hasLongTerm: hasLongTermSupport(cluster),
      day: supportDay(platform),
    }),
  examples: {
    fail: [cluster('kubernetes_version = "1.34"')],
    pass: [
      cluster('kubernetes_version = "1.36"'),
      cluster('kubernetes_version = "1.34"', 'support_plan = "AKSLongTermSupport"'),
    ],
    unknown: [cluster('kubernetes_version = var.unknown')],
  },
}
