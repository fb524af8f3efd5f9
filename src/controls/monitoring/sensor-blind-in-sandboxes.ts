import type { Control } from '../control.ts'
import { demand, ifThere, type Verdict } from '../verdict.ts'
import { perhapsPoolsOf, poolsOf } from '../../link/agent-pools.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { anyMatch, type Match } from '../../model/selector.ts'
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
    isKnown(cluster.security.defender, true) && hasSandboxes(cluster, platform) !== 'no',
  check: judge,
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

function hasSandboxes(cluster: ManagedCluster, platform: Platform): Match {
  return anyMatch([
    ...poolsOf(cluster, platform).map(({ workloadRuntime }): Match => {
      if (workloadRuntime.state === 'hidden') return 'unknown'
      return isSandboxing(workloadRuntime) ? 'yes' : 'no'
    }),
    ...perhapsPoolsOf(cluster, platform).map(({ workloadRuntime }): Match =>
      isSandboxing(workloadRuntime) ? 'unknown' : 'no',
    ),
  ])
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const { network, security, name } = cluster
  const message = `The sensor of cluster ${name} does not see into sandboxed pods, and nothing else does.`
  const verdict = demand(dueTo(network.advanced.observability, security.defender), (isOn) => isOn, message)
  return hasSandboxes(cluster, platform) === 'unknown' ? ifThere(verdict, 'a pool with sandboxes') : verdict
}

function withSandboxes(...lines: readonly string[]): string {
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `${cluster(...lines)}${pool(ofCluster, 'workload_runtime = "KataVmIsolation"')}`
}
