import { isKnown } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { relaxedByUserNamespace } from './security-context.ts'

export const podDefaultAllowsRoot: Control<'pod'> = {
  id: 'BH-0114',
  name: 'pod-default-allows-root',
  title: 'Pod allows root to containers that are added to it',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:runAsNonRoot'],
  rationale:
    'Each container sets `runAsNonRoot: true` itself, but the pod says false: an injected sidecar or an ephemeral container takes the pod’s word and runs as root beside the model.',
  remediation: 'Set `securityContext.runAsNonRoot: true` on the pod.',
  applies: 'pod',
  when: everyContainerForbidsRoot,
  check: (pod, platform) =>
    relaxedByUserNamespace(
      forbid(
        pod.securityContext.runAsNonRoot,
        (on) => on === false,
        `${pod.kind} ${pod.name} allows root to containers that do not forbid it themselves.`,
      ),
      pod,
      platform,
    ),
  fix: { safe: true, set: { 'securityContext.runAsNonRoot': true } },
  examples: {
    fail: [withContainer('securityContext: { runAsNonRoot: false }')],
    pass: [withContainer('securityContext: { runAsNonRoot: true }'), withContainer('securityContext: {}')],
    unknown: [withContainer('securityContext: { runAsNonRoot: {{ .Values.nonRoot }} }')],
  },
}

/** Else the containers fail themselves. */
function everyContainerForbidsRoot(pod: Pod): boolean {
  return pod.containers.every(({ securityContext }) => isKnown(securityContext.runAsNonRoot, true))
}

function withContainer(podFields: string): string {
  return `${podFields}\ncontainers: [{ name: server, image: llm, securityContext: { runAsNonRoot: true } }]`
}
