import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { podSecurity } from './cluster-examples.ts'

export const podSecurityExemptsUsers: Control<'pod-security-settings'> = {
  id: 'BH-0538',
  name: 'pod-security-exempts-users',
  title: 'Pod Security asks nothing of a user',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The exemption covers every pod that the user creates. Of a controller’s account these are all the pods that anybody has it create.',
  remediation: 'Remove the user from `exemptions.usernames`; exempt a namespace of the platform instead.',
  applies: 'pod-security-settings',
  check: (settings) =>
    every(settings.exemptUsers, (user) =>
      forbid(user, () => true, 'Pod Security asks nothing of pods that an exempt user creates.'),
    ),
  examples: {
    fail: [
      podSecurity('exemptions: { usernames: ["system:serviceaccount:kube-system:replicaset-controller"] }'),
    ],
    pass: [podSecurity('exemptions: { namespaces: [kube-system] }')],
    unknown: [podSecurity("exemptions: { usernames: ['{{ .Values.user }}'] }")],
  },
}
