import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const toleratesSystemNodes: Control<'pod'> = {
  id: 'BH-0174',
  name: 'tolerates-system-nodes',
  title: 'Untrusted pod may land on system nodes',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'fair-share'],
  barriers: ['V.node'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-placement-1'],
  rationale:
    'System and control plane nodes run what the whole cluster lives on. Hostile code that escapes there has the credentials of those pods, and what it consumes there all tenants miss.',
  remediation: 'Remove the toleration and give models node pools of their own.',
  applies: 'pod',
  when: (pod, platform) => isOnKubernetes(pod) && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    every(pod.tolerations, ({ key }) =>
      forbid(
        key,
        (name) => name !== undefined && systemTaints.has(name),
        `${pod.kind} ${pod.name} may land on system nodes.`,
      ),
    ),
  examples: {
    fail: [
      'tolerations: [{ key: CriticalAddonsOnly, operator: Exists }]',
      'tolerations: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }]',
    ],
    pass: ['{}', 'tolerations: [{ key: nvidia.com/gpu, operator: Exists }]'],
    unknown: ['tolerations: [{ key: "{{ .Values.taint }}", operator: Exists }]'],
  },
}

/** Taints of AKS system node pools (documentation, system node pools) and of control plane nodes. */
const systemTaints: ReadonlySet<string> = new Set([
  'CriticalAddonsOnly',
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
])
