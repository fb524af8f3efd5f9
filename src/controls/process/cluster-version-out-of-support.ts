import { cluster } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { hasLongTermSupport, judgeSupport, supportDay, versionOf } from '../version-support.ts'

export const clusterVersionOutOfSupport: Control<'managed-cluster'> = {
  id: 'BH-1300',
  name: 'cluster-version-out-of-support',
  title: 'AKS fixes the version of the cluster no more',
  layer: 'process',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'Whoever finds the next way from a container into the API server or the kubelet publishes it with the fix. A version without support gets the first and not the second.',
  remediation:
    'Upgrade to a version that AKS supports, one minor version after the other; or, where that is still offered, take long-term support. Bicep and ARM: `sku.tier: Premium` with `properties.supportPlan: AKSLongTermSupport`; Terraform: `sku_tier = "Premium"` with `support_plan = "AKSLongTermSupport"`.',
  applies: 'managed-cluster',
  when: (cluster) => versionOf(cluster).state !== 'default',
  check: (cluster, platform) =>
    judgeSupport({
      who: `Cluster ${cluster.name}`,
      version: versionOf(cluster),
      hasLongTerm: hasLongTermSupport(cluster),
      day: supportDay(platform),
    }),
  examples: {
    fail: [cluster('kubernetes_version = "1.28.9"'), cluster('kubernetes_version = "1.32"')],
    pass: [
      cluster('kubernetes_version = "1.36"'),
      cluster('kubernetes_version = "1.32"', 'support_plan = "AKSLongTermSupport"'),
    ],
    unknown: [cluster('kubernetes_version = var.unknown')],
  },
}
