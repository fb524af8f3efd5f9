import type { Control } from '../control.ts'
import { demand, doubtful, whereSo } from '../verdict.ts'
import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import { isKnown, mayBe } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const monitoringAgentRunsInPods: Control<'managed-cluster'> = {
  id: 'BH-1183',
  name: 'monitoring-agent-runs-in-pods',
  title: 'Monitoring agent may run commands in every pod',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-3'],
  rationale:
    'Before Kubernetes 1.33 the agent of Container Insights holds `nodes/proxy`, and whoever may read there runs commands in any pod of any node (AKS-2026-0004). One pod of the agent taken over is the whole cluster.',
  remediation:
    'Upgrade to 1.33 or later (`properties.kubernetesVersion`, Terraform `kubernetes_version`), or turn the add-on off until then.',
  applies: 'managed-cluster',
  when: ({ addons }) => mayBe(addons.monitoring, true),
  check: ({ addons, kubernetesVersion, name }) => {
    const message = `The monitoring agent of cluster ${name} may run commands in every pod.`
    if (isKnown(kubernetesVersion, undefined))
      return doubtful(message, 'the version of Kubernetes is not stated')
    const verdict = demand(kubernetesVersion, (version = '') => isAtLeast(version, '1.33'), message)
    return whereSo(addons.monitoring, verdict)
  },
  examples: {
    fail: [
      cluster('kubernetes_version = "1.32.4"', block('oms_agent', 'log_analytics_workspace_id = "logs"')),
    ],
    pass: [cluster('kubernetes_version = "1.34"', block('oms_agent', 'log_analytics_workspace_id = "logs"'))],
    unknown: [
      cluster(block('oms_agent', 'log_analytics_workspace_id = "logs"')),
      cluster('kubernetes_version = var.unknown', block('oms_agent', 'log_analytics_workspace_id = "logs"')),
    ],
  },
}
