import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { poolsOf } from '../../link/agent-pools.ts'
import { dueTo, isKnown } from '../../model/known.ts'
import { isSandboxing } from '../host/sandbox-pools.ts'
import { block, cluster, pool } from '../azure-examples.ts'

export const sensorBlindInSandboxes: Control<'managed-cluster'> = {
  id: 'BH-1221',
  name: 'sensor-blind-in-sandboxes',
  title: 'Nobody sees into sandboxed pods',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'escape',
  references: ['mcsb:LT-1'],
  rationale:
    'The sensor of Defender sees the processes of a node, and those of a sandboxed pod are not among them. Where models run in sandboxes it watches everything but them; flows of the network show what they do.',
  remediation:
    'Record flows: `properties.networkProfile.advancedNetworking.observability.enabled: true` (Terraform: `advanced_networking { observability_enabled = true }`), or put a sensor into the guests and waive this.',
  applies: 'managed-cluster',
  when: (cluster, platform) =>
    isKnown(cluster.security.defender, true) &&
    poolsOf(cluster, platform).some(({ workloadRuntime }) => isSandboxing(workloadRuntime)),
  check: (cluster) =>
    demand(
      dueTo(cluster.network.advanced.observability, cluster.security.defender),
      (isOn) => isOn,
      `The sensor of cluster ${cluster.name} does not see into sandboxed pods, and nothing else does.`,
    ),
  examples: {
    fail: [withSandboxes(block('microsoft_defender', 'log_analytics_workspace_id = "logs"'))],
    pass: [
      withSandboxes(
        block('microsoft_defender', 'log_analytics_workspace_id = "logs"'),
        block('network_profile', block('advanced_networking', 'observability_enabled = true')),
      ),
    ],
    unknown: [
      withSandboxes(
        block('microsoft_defender', 'log_analytics_workspace_id = "logs"'),
        block('network_profile', block('advanced_networking', 'observability_enabled = var.unknown')),
      ),
    ],
  },
}

function withSandboxes(...lines: readonly string[]): string {
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `${cluster(...lines)}${pool(ofCluster, 'workload_runtime = "KataVmIsolation"')}`
}
