import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const processNamespaceShared: Control<'pod'> = {
  id: 'BH-0164',
  name: 'process-namespace-shared',
  title: 'Containers of the pod see each other’s processes',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Hostile code in the model then reads the environment, the files and, with the same user, the memory of its sidecars: the tokens of a proxy or of a secret agent.',
  remediation: 'Remove `shareProcessNamespace: true`.',
  applies: 'pod',
  when: (pod, platform) => isOnKubernetes(pod) && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.shareProcessNamespace,
      (on) => on,
      `The containers of ${pod.kind} ${pod.name} see each other's processes.`,
    ),
  fix: { safe: false, set: { shareProcessNamespace: false } },
  examples: {
    fail: ['shareProcessNamespace: true'],
    pass: ['{}', 'shareProcessNamespace: false'],
    unknown: ['shareProcessNamespace: {{ .Values.share }}'],
  },
}
