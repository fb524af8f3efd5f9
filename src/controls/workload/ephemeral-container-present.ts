import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const ephemeralContainerPresent: Control<'pod'> = {
  id: 'BH-0163',
  name: 'ephemeral-container-present',
  title: 'Pod carries a debugging container',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'An ephemeral container brings shells and tools next to hostile code, often with more rights than it and with its processes in view, and stays until the pod is replaced.',
  remediation: 'Delete the pod after debugging, and let only few people create `pods/ephemeralcontainers`.',
  applies: 'pod',
  check: (pod) => {
    const debuggers = pod.containers.filter(({ role }) => role === 'ephemeral')
    if (debuggers.length === 0) return pass()
    return fail(
      `${pod.kind} ${pod.name} carries the debugging container ${debuggers.map(({ name }) => name).join(', ')}.`,
      ...debuggers.map(({ origin }) => origin),
    )
  },
  examples: {
    fail: ['ephemeralContainers: [{ name: debugger, image: busybox, targetContainerName: main }]'],
    pass: ['{}'],
    unknown: [],
  },
}
