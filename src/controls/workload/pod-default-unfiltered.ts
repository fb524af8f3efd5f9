import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isUnfiltered } from './seccomp.ts'

export const podDefaultUnfiltered: Control<'pod'> = {
  id: 'BH-0157',
  name: 'pod-default-unfiltered',
  title: 'Containers that are added to the pod are not filtered',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: [
    'pod-security-standards:seccompProfile_baseline',
    'pod-security-standards:seccompProfile_restricted',
    'checkov:CKV_K8S_31',
    'trivy:KSV-0030',
  ],
  rationale:
    'Each container sets a seccomp profile itself, but the pod says Unconfined: an injected sidecar or an ephemeral container takes the pod’s word and calls every system call beside the model.',
  remediation: 'Set `securityContext.seccompProfile.type: RuntimeDefault` on the pod.',
  applies: 'pod',
  when: everyContainerHasOwn,
  check: (pod) =>
    forbid(
      pod.securityContext.seccompProfile.type,
      isUnfiltered,
      `${pod.kind} ${pod.name} leaves containers without a profile of their own unfiltered.`,
    ),
  fix: { safe: true, set: { 'securityContext.seccompProfile.type': 'RuntimeDefault' } },
  examples: {
    fail: [withContainer('Unconfined')],
    pass: [withContainer('RuntimeDefault')],
    unknown: [withContainer('"{{ .Values.seccomp }}"')],
  },
}

/** Else the containers fail themselves. */
function everyContainerHasOwn(pod: Pod): boolean {
  return pod.containers.every(
    ({ securityContext }) => securityContext.seccompProfile.type.state !== 'default',
  )
}

function withContainer(type: string): string {
  return [
    `securityContext: { seccompProfile: { type: ${type} } }`,
    'containers: [{ name: server, image: llm, securityContext: { seccompProfile: { type: RuntimeDefault } } }]',
  ].join('\n')
}
