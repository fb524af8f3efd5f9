import type { Control } from '../control.ts'
import { runInPods } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodRunsInPods: Control<'pod'> = {
  id: 'BH-0364',
  name: 'untrusted-pod-runs-in-pods',
  title: 'Untrusted code may run commands in other pods',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The code enters every container in reach, with that container’s identity and data; `get` is enough, since a WebSocket opens with a GET.',
  remediation:
    'Remove `pods/exec`, `pods/attach` and `pods/ephemeralcontainers` from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, runInPods, platform),
  examples: {
    fail: [
      withPod(granted(rule('create', 'pods/exec'))),
      withPod(grantedInNamespace(rule('get', 'pods/attach'))),
      withPod(granted(rule('patch', 'pods/ephemeralcontainers'))),
    ],
    pass: [
      withPod(granted(rule('get', 'pods, pods/log'))),
      withPod(granted(rule('create', 'pods/exec', 'apps'))),
    ],
    unknown: [],
  },
}
