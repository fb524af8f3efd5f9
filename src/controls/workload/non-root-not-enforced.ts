import type { Container } from '../../model/pod.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { opened } from '../image-examples.ts'
import type { Control } from '../control.ts'
import { demandField, effective, relaxedByUserNamespace } from './security-context.ts'

export const nonRootNotEnforced: Control<'container'> = {
  id: 'BH-0113',
  name: 'non-root-not-enforced',
  title: 'Container states a user, but nothing forbids root',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:runAsNonRoot', 'trivy:KSV-0012'],
  rationale:
    'A user that the workload states, or its image, keeps root out only until somebody changes or overrides it. `runAsNonRoot` makes the kubelet refuse to start the container as root, and admission at level restricted asks for it.',
  remediation: 'Add `runAsNonRoot: true`, and `runAsUser` where only the image names a user.',
  applies: 'container',
  when: (container, platform) =>
    container.pod.orchestrator === 'kubernetes' &&
    (statesUser(container) || hasUserOfImage(container, platform)),
  check: (container, platform) =>
    relaxedByUserNamespace(
      demandField(
        effective(container, ({ runAsNonRoot }) => runAsNonRoot),
        (on) => on === true,
        finding(container),
      ),
      container.pod,
      platform,
    ),
  fix: { safe: true, set: { 'securityContext.runAsNonRoot': true } },
  examples: {
    fail: [
      'securityContext: { runAsUser: 1000 }',
      'securityContext: { runAsUser: 1000, runAsNonRoot: false }',
      opened({ user: { is: 'other', name: 'app', id: 7 } }),
    ],
    pass: ['securityContext: { runAsUser: 1000, runAsNonRoot: true }'],
    unknown: ['securityContext: { runAsUser: 1000, runAsNonRoot: {{ .Values.nonRoot }} }'],
  },
}

function finding(container: Container): { message: string; parent: Origin | undefined } {
  const { name, image, securityContext } = container
  const isStated = statesUser(container)
  const who = isStated ? 'states a user' : 'runs as the user of its image'
  return {
    message: `Container ${name} ${who}, but does not set runAsNonRoot.`,
    parent: securityContext.origin ?? (isStated ? undefined : originOf(image)),
  }
}

function hasUserOfImage(container: Container, platform: Platform): boolean {
  const look = platform.imageOf(container)
  const user = effective(container, ({ runAsUser }) => runAsUser)
  return user.state === 'default' && look.is === 'opened' && look.image.user.is === 'other'
}

function statesUser(container: Container): boolean {
  return (valueOf(effective(container, ({ runAsUser }) => runAsUser)) ?? 0) > 0
}
