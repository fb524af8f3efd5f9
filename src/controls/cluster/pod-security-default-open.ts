import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { podSecurity } from './cluster-examples.ts'

export const podSecurityDefaultOpen: Control<'pod-security-settings'> = {
  id: 'BH-0537',
  name: 'pod-security-default-open',
  title: 'Namespaces without a label enforce no Pod Security level',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A namespace that nobody labelled takes privileged pods. Labels are forgotten; defaults are not.',
  remediation:
    'Set `defaults.enforce` to `baseline` or `restricted`, and exempt the platform’s own namespaces.',
  applies: 'pod-security-settings',
  check: (settings) =>
    forbid(
      settings.defaultLevel,
      (level) => level !== 'baseline' && level !== 'restricted',
      'Namespaces without a label enforce no Pod Security level.',
    ),
  examples: {
    fail: [podSecurity(''), podSecurity('defaults: { enforce: privileged }')],
    pass: [podSecurity('defaults: { enforce: restricted }')],
    unknown: [podSecurity("defaults: { enforce: '{{ .Values.level }}' }")],
  },
}
