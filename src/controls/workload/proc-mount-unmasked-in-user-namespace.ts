import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { procMountVerdict } from './proc-mount-unmasked.ts'

export const procMountUnmaskedInUserNamespace: Control<'container'> = {
  id: 'BH-0122',
  name: 'proc-mount-unmasked-in-user-namespace',
  title: '/proc is unmasked inside a user namespace',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.lsm'],
  vector: 'escape',
  references: ['pod-security-standards:procMount_restricted'],
  rationale:
    'The user namespace keeps the node’s root from the container, so that an unmasked /proc is no way out by itself. It still is one guard less between hostile code and the kernel.',
  remediation: 'Remove `procMount: Unmasked` unless containers are built or nested inside this one.',
  applies: 'container',
  when: ({ pod }, platform) => isAtLeast(platform.kubernetesVersion, '1.35') && isKnown(pod.hostUsers, false),
  check: procMountVerdict,
  examples: {
    fail: [inUserNamespace('Unmasked')],
    pass: [inUserNamespace('Default')],
    unknown: [inUserNamespace('"{{ .Values.procMount }}"')],
    kubernetesVersion: '1.35',
  },
}

function inUserNamespace(procMount: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    'spec:',
    '  hostUsers: false',
    `  containers: [{ name: server, image: llm, securityContext: { procMount: ${procMount} } }]`,
  ].join('\n')
}
