import type { Control } from '../control.ts'
import { openTunnels } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodOpensTunnels: Control<'pod'> = {
  id: 'BH-0370',
  name: 'untrusted-pod-opens-tunnels',
  title: 'Untrusted code may open tunnels into pods',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'The API server carries the connection: network policies between the pods never see it.',
  remediation:
    'Remove `pods/portforward`, `pods/proxy` and `services/proxy` from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, openTunnels, platform),
  examples: {
    fail: [
      withPod(grantedInNamespace(rule('create', 'pods/portforward'))),
      withPod(granted(rule('get', 'services/proxy'))),
    ],
    pass: [withPod(granted(rule('get', 'pods')))],
    unknown: [],
  },
}
