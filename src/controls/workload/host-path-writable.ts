import type { VolumeMount } from '../../model/container.ts'
import type { Container } from '../../model/pod.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every } from '../verdict.ts'
import { hostPathsOf } from './host-paths.ts'
import { demandField } from './security-context.ts'

export const hostPathWritable: Control<'container'> = {
  id: 'BH-0148',
  name: 'host-path-writable',
  title: "Container may write to its node's file system",
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation', 'fair-share'],
  barriers: ['D.ro', 'D.sep'],
  vector: 'escape',
  references: [
    'kubescape:C-0045',
    'kube-linter:writable-host-mount',
    'krol3-container-security-checklist:KROL3-data-4',
  ],
  rationale:
    'What hostile code writes there outlives the container: it fills the node’s disk, plants links and programs for whoever reads the path next, and changes model files that other tenants load.',
  remediation: 'Set `readOnly: true` on the mount, or use a volume of the workload’s own.',
  applies: 'container',
  when: ({ pod }) => pod.orchestrator === 'kubernetes',
  check: (container) =>
    every(hostMountsOf(container), ({ readOnly, path, origin }) =>
      demandField(readOnly, (on) => on, {
        message: `Container ${container.name} may write to a path of its node at ${valueOf(path) ?? 'some place'}.`,
        parent: origin,
      }),
    ),
  examples: {
    fail: [
      mounting('{ name: node, mountPath: /models }'),
      mounting('{ name: node, mountPath: /m, readOnly: false }'),
    ],
    pass: [mounting('{ name: node, mountPath: /models, readOnly: true }'), '{}'],
    unknown: [mounting('{ name: node, mountPath: /models, readOnly: {{ .Values.readOnly }} }')],
  },
}

/** The mounts of a container that come from a hostPath volume of its pod, and those that cannot be read and may. */
export function hostMountsOf(container: Container): readonly VolumeMount[] {
  const volumes = hostPathsOf(container.pod)
  return container.mounts.filter(({ volume, readOnly }) =>
    volume.state === 'hidden'
      ? volumes.length > 0 && readOnly.state === 'hidden'
      : volumes.some(({ name }) => isKnown(name, volume.value)),
  )
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
