import type { Control } from '../control.ts'
import { changeNetwork } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodChangesNetwork: Control<'pod'> = {
  id: 'BH-0369',
  name: 'untrusted-pod-changes-network',
  title: 'Untrusted code may change the network',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'The code deletes the policy that holds it, or points a service or route of others at itself.',
  remediation:
    'Remove the writing verbs on services, endpoints, ingresses and network policies from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, changeNetwork, platform),
  examples: {
    fail: [
      withPod(grantedInNamespace(rule('delete', 'networkpolicies', 'networking.k8s.io'))),
      withPod(granted(rule('patch', 'services'))),
    ],
    pass: [withPod(granted(rule('get', 'services')))],
    unknown: [],
  },
}
