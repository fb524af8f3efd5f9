import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { changeWebhooks, switchAdmissionOff } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodSwitchesAdmissionOff: Control<'pod'> = {
  id: 'BH-0367',
  name: 'untrusted-pod-switches-admission-off',
  title: 'Untrusted code may switch admission checks off',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The code takes the gate away, or rewrites every object that passes it, before it walks through.',
  remediation: 'Remove webhook configurations, admission policies and namespaces from the role.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) =>
    worst([judgePod(pod, changeWebhooks, platform), judgePod(pod, switchAdmissionOff, platform)]),
  examples: {
    fail: [
      withPod(granted(rule('create', 'mutatingwebhookconfigurations', 'admissionregistration.k8s.io'))),
      withPod(granted(rule('patch', 'namespaces'))),
      withPod(grantedInNamespace(rule('patch', 'namespaces'))),
    ],
    pass: [
      withPod(granted(rule('get', 'namespaces'))),
      withPod(grantedInNamespace(rule('create', 'namespaces'))),
    ],
    unknown: [],
  },
}
