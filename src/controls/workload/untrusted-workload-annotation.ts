import { unset } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

const key = 'io.kubernetes.cri.untrusted-workload'

export const untrustedWorkloadAnnotation: Control<'pod'> = {
  id: 'BH-0165',
  name: 'untrusted-workload-annotation',
  title: 'Pod relies on an annotation that isolates nothing',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: [],
  rationale:
    'The annotation chooses containerd’s runtime named “untrusted”. On AKS nodes that is plain runc: somebody believes in a sandbox here, and hostile code runs on the node’s kernel.',
  remediation:
    'Remove the annotation and set `runtimeClassName: kata-vm-isolation`; give pods with a GPU nodes of their own tenant.',
  applies: 'pod',
  check: (pod) =>
    forbid(
      pod.podAnnotations.get(key) ?? unset(),
      (value) => value === 'true',
      `${pod.kind} ${pod.name} relies on the annotation ${key}, which isolates nothing.`,
    ),
  examples: {
    fail: [annotated('"true"')],
    pass: [annotated('"false"'), '{}'],
    unknown: [annotated('"{{ .Values.untrusted }}"')],
  },
}

function annotated(value: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: llm, namespace: models, annotations: { ${key}: ${value} } }`,
    'spec: { containers: [{ name: server, image: llm }] }',
  ].join('\n')
}
