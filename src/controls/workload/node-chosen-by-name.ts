import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const nodeChosenByName: Control<'pod'> = {
  id: 'BH-0172',
  name: 'node-chosen-by-name',
  title: 'Pod chooses its node past the scheduler',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['V.node'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A pod with `nodeName` never meets the scheduler: taints that keep nodes for one tenant or for the system with effect NoSchedule do not hold it, nor does the room that is left.',
  remediation: 'Remove `nodeName`, and choose nodes by `nodeSelector` or node affinity.',
  applies: 'pod',
  when: (pod, platform) => isOnKubernetes(pod) && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.nodeName,
      (name) => name !== undefined && name !== '',
      `${pod.kind} ${pod.name} chooses its node past the scheduler.`,
    ),
  fix: { safe: false, set: { nodeName: null } },
  examples: {
    fail: ['nodeName: aks-system-1'],
    pass: ['{}', 'nodeSelector: { pool: models }'],
    unknown: ['nodeName: "{{ .Values.node }}"'],
  },
}
