import type { Control } from '../control.ts'
import { createVolumes } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodCreatesVolumes: Control<'pod'> = {
  id: 'BH-0368',
  name: 'untrusted-pod-creates-volumes',
  title: 'Untrusted code may create persistent volumes',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A volume of type `hostPath` or of another tenant’s disk passes every Pod Security level; a claim and a pod make it readable.',
  remediation: 'Remove `persistentvolumes` from the role.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, createVolumes, platform),
  examples: {
    fail: [withPod(granted(rule('create', 'persistentvolumes')))],
    pass: [
      withPod(granted(rule('create', 'persistentvolumeclaims'))),
      withPod(grantedInNamespace(rule('create', 'persistentvolumes'))),
    ],
    unknown: [],
  },
}
