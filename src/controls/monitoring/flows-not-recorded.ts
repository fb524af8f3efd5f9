import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, block, cluster } from '../azure-examples.ts'

export const flowsNotRecorded: Control<'managed-cluster'> = {
  id: 'BH-1167',
  name: 'flows-not-recorded',
  title: 'Nobody sees which pod talks to whom',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:LT-4'],
  rationale:
    'A scan from inside or data on its way out shows in the flows of a pod, and nowhere else: a sandboxed pod hides its processes from every sensor of the node.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.advancedNetworking.observability.enabled: true`; Terraform: `advanced_networking { observability_enabled = true }`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.network.advanced.observability,
      (isOn) => isOn,
      `Cluster ${cluster.name} records no flows of its pods.`,
    ),
  examples: {
    fail: [
      cluster(),
      cluster(block('network_profile', block('advanced_networking', 'observability_enabled = false'))),
    ],
    pass: [
      cluster(block('network_profile', block('advanced_networking', 'observability_enabled = true'))),
      armCluster('networkProfile = { advancedNetworking = { enabled = true } }'),
    ],
    unknown: [
      cluster(block('network_profile', block('advanced_networking', 'observability_enabled = var.unknown'))),
    ],
  },
}
