import type { Control } from '../control.ts'
import { reachKubelets } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodReachesKubelets: Control<'pod'> = {
  id: 'BH-0365',
  name: 'untrusted-pod-reaches-kubelets',
  title: 'Untrusted code may reach kubelets',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'With `get` on `nodes/proxy` the code runs commands in every container of every node, through kubelets that ask no admission and write no audit event.',
  remediation:
    'Remove `nodes/proxy` from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, reachKubelets, platform),
  examples: {
    fail: [withPod(granted(rule('get', 'nodes/proxy')))],
    pass: [
      withPod(grantedInNamespace(rule('get', 'nodes/proxy'))),
      withPod(granted(rule('get', 'nodes/metrics'))),
    ],
    unknown: [],
  },
}
