import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import { isKnown, mapKnown } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { versionOf } from '../version-support.ts'

const agent = block('oms_agent', 'log_analytics_workspace_id = "logs"')

export const monitoringAgentCommandsKubelets: Control<'managed-cluster'> = {
  id: 'BH-1309',
  name: 'monitoring-agent-commands-kubelets',
  title: 'The monitoring agent may run commands in any pod',
  layer: 'monitoring',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Before Kubernetes 1.33 the agent of Container Insights reads metrics with a right (`nodes/proxy`) with which whoever takes the agent over runs commands in every pod (AKS-2026-0004). It reads what hostile containers write.',
  remediation: 'Upgrade the cluster to 1.33 or later, or switch Container Insights off until then.',
  applies: 'managed-cluster',
  when: (cluster) => !isKnown(cluster.addons.monitoring, false) && versionOf(cluster).state !== 'default',
  check: (cluster) => {
    const claim = `The monitoring agent of cluster ${cluster.name} may run commands in any pod.`
    const version = forbid(versionOf(cluster), (running) => !isAtLeast(minorOf(running), '1.33'), claim)
    if (version.verdict !== 'fail') return version
    return forbid(
      mapKnown(cluster.addons.monitoring, () => true),
      () => true,
      claim,
    )
  },
  examples: {
    fail: [cluster('kubernetes_version = "1.32"', agent)],
    pass: [cluster('kubernetes_version = "1.33.2"', agent)],
    unknown: [
      cluster('kubernetes_version = var.unknown', agent),
      cluster(
        'kubernetes_version = "1.32"',
        'addon_profile {\n  oms_agent {\n    enabled = var.unknown\n  }\n}',
      ),
    ],
  },
}

function minorOf(version = ''): string {
  return version.split('.').slice(0, 2).join('.')
}
