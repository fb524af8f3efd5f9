import type { Control } from '../control.ts'
import { liftQuotas } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodLiftsQuotas: Control<'pod'> = {
  id: 'BH-0371',
  name: 'untrusted-pod-lifts-quotas',
  title: 'Untrusted code may lift quotas',
  layer: 'identity',
  severity: 'high',
  guarantees: ['fair-share'],
  barriers: ['A.rbac', 'A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'The code raises or deletes the quota that bounds it, and then takes what the nodes have.',
  remediation: 'Remove the writing verbs on `resourcequotas` and `limitranges` from the role.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, liftQuotas, platform),
  examples: {
    fail: [
      withPod(grantedInNamespace(rule('delete', 'resourcequotas'))),
      withPod(granted(rule('patch', 'limitranges'))),
    ],
    pass: [withPod(granted(rule('get', 'resourcequotas')))],
    unknown: [],
  },
}
