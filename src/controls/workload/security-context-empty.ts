import type { Control } from '../control.ts'
import { byDefault } from '../../model/known.ts'
import { forbidSettings, settingsOf } from './security-context.ts'

export const securityContextEmpty: Control<'pod'> = {
  id: 'BH-0155',
  name: 'security-context-empty',
  title: 'A security context is stated and says nothing',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.caps', 'K.nonroot'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0118'],
  rationale:
    'An empty security context looks as if somebody had thought of it, and changes nothing: the container runs with the defaults, which are made for trusted code.',
  remediation: 'Fill the security context in, or remove it.',
  applies: 'pod',
  check: (pod) =>
    forbidSettings(
      settingsOf(pod, ({ isEmpty }) => isEmpty ?? byDefault(false)),
      (empty) => empty,
      `${pod.kind} ${pod.name} states an empty security context`,
    ),
  examples: {
    fail: ['securityContext: {}', 'containers: [{ name: server, image: llm, securityContext: {} }]'],
    pass: ['{}', 'securityContext: { runAsNonRoot: true }'],
    unknown: ['securityContext: {{ toYaml .Values.securityContext }}'],
  },
}
