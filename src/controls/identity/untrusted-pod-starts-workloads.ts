import type { Control } from '../control.ts'
import { startWorkloads } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodStartsWorkloads: Control<'pod'> = {
  id: 'BH-0363',
  name: 'untrusted-pod-starts-workloads',
  title: 'Untrusted code may start pods',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0267'],
  differs: {
    'kubescape:C-0267':
      'Whoever creates a Deployment or a Job creates its pods. Kubescape counts the pods alone.',
  },
  rationale:
    'A new pod may use any service account, secret and volume of the namespace and, where admission lets it, the node. The code writes its own way out.',
  remediation:
    'Remove the verbs `create`, `update` and `patch` on workloads from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, startWorkloads, platform),
  examples: {
    fail: [
      withPod(granted(rule('create', 'pods'))),
      withPod(grantedInNamespace(rule('patch', 'deployments', 'apps'))),
      withPod(granted(rule('create', 'jobs', 'batch'))),
    ],
    pass: [
      withPod(granted(rule('get, list, watch', 'pods'))),
      withPod(granted(rule('create', 'pods')), 'automountServiceAccountToken: false,'),
    ],
    unknown: [],
  },
}
