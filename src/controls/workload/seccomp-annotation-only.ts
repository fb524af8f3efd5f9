import type { Control } from '../control.ts'
import { originOf } from '../../model/known.ts'
import { fail, forbid } from '../verdict.ts'
import { hasSeccompAnnotation, seccompAnnotation } from './seccomp.ts'
import { effective, isLinux, isOnKubernetes } from './security-context.ts'

export const seccompAnnotationOnly: Control<'container'> = {
  id: 'BH-0118',
  name: 'seccomp-annotation-only',
  title: 'Seccomp profile stands where nothing reads it',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: [
    'pod-security-standards:seccompProfile_restricted',
    'kubescape:C-0210',
    'cis-1.12:5.6.2',
    'cis-1.11:5.6.2',
  ],
  rationale:
    'Kubernetes stopped reading seccomp annotations in 1.27. The manifest looks filtered, but the container runs unconfined unless the kubelet was told otherwise.',
  remediation:
    'Set `securityContext.seccompProfile.type: RuntimeDefault` on the pod and remove the annotation.',
  applies: 'container',
  when: ({ pod, name }) => isOnKubernetes(pod) && isLinux(pod) && hasSeccompAnnotation(pod, name),
  check: (container) => {
    const message = `Container ${container.name} has its seccomp profile in an annotation that Kubernetes no longer reads.`
    const verdict = forbid(
      effective(container, ({ seccompProfile }) => seccompProfile.type),
      (type) => type === undefined,
      message,
    )
    const annotation = seccompAnnotation(container.pod, container.name)
    return verdict.verdict === 'fail' && annotation !== undefined
      ? fail(message, originOf(annotation))
      : verdict
  },
  fix: { safe: false, set: { 'securityContext.seccompProfile.type': 'RuntimeDefault' } },
  examples: {
    fail: [annotated('runtime/default', '{}')],
    pass: [annotated('runtime/default', '{ seccompProfile: { type: RuntimeDefault } }')],
    unknown: [annotated('runtime/default', '{ seccompProfile: { type: "{{ .Values.seccomp }}" } }')],
  },
}

function annotated(profile: string, context: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: llm',
    '  namespace: models',
    `  annotations: { seccomp.security.alpha.kubernetes.io/pod: ${profile} }`,
    'spec:',
    '  containers:',
    `    - { name: server, image: llm, securityContext: ${context} }`,
  ].join('\n')
}
