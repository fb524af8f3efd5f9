import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { hostMountsOf } from './host-path-writable.ts'
import { isOnKubernetes } from './security-context.ts'

export const hostPathSubPath: Control<'container'> = {
  id: 'BH-0171',
  name: 'host-path-sub-path',
  title: 'Part of a host path is mounted by subPath',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['D.sep'],
  vector: 'escape',
  references: [],
  rationale:
    'The kubelet resolves the subPath on the node, in a folder that containers may change. Links placed there have led out of it before (CVE-2017-1002101, CVE-2021-25741).',
  remediation: 'Mount a volume of the workload’s own, or name the whole path in the volume.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod),
  check: (container) =>
    every(hostMountsOf(container), ({ subPath }) =>
      forbid(
        subPath,
        (path) => path !== undefined && path !== '',
        `Container ${container.name} mounts a part of a host path by subPath.`,
      ),
    ),
  examples: {
    fail: [mounting('{ name: node, mountPath: /models, subPath: llm }')],
    pass: ['{}', mounting('{ name: node, mountPath: /models }')],
    unknown: [mounting('{ name: node, mountPath: /models, subPath: "{{ .Values.model }}" }')],
  },
}

function mounting(mount: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    'spec:',
    '  containers:',
    '    - name: server',
    '      image: llm',
    `      volumeMounts: [${mount}]`,
    '  volumes: [{ name: node, hostPath: { path: /mnt/models } }]',
  ].join('\n')
}
