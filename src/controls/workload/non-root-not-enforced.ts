import type { Container } from '../../model/container.ts'
import { valueOf } from '../../model/known.ts'
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
    'A stated user keeps root out only until somebody changes or overrides it. `runAsNonRoot` makes the kubelet refuse to start the container as root, and admission at level restricted asks for it.',
  remediation: 'Add `runAsNonRoot: true` beside `runAsUser`.',
  applies: 'container',
  when: (container) => container.pod.orchestrator === 'kubernetes' && statesUser(container),
  check: (container, platform) =>
    relaxedByUserNamespace(
      demandField(
        effective(container, ({ runAsNonRoot }) => runAsNonRoot),
        (on) => on === true,
        {
          message: `Container ${container.name} states a user, but does not set runAsNonRoot.`,
          parent: container.securityContext.origin,
        },
      ),
      container.pod,
      platform,
    ),
  fix: { safe: true, set: { 'securityContext.runAsNonRoot': true } },
  examples: {
    fail: [
      'securityContext: { runAsUser: 1000 }',
      'securityContext: { runAsUser: 1000, runAsNonRoot: false }',
    ],
    pass: ['securityContext: { runAsUser: 1000, runAsNonRoot: true }'],
    unknown: ['securityContext: { runAsUser: 1000, runAsNonRoot: {{ .Values.nonRoot }} }'],
  },
}

function statesUser(container: Container): boolean {
  return (valueOf(effective(container, ({ runAsUser }) => runAsUser)) ?? 0) > 0
}
