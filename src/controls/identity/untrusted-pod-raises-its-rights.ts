import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { approveCertificates, bind, escalate, impersonate, mintTokens } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodRaisesItsRights: Control<'pod'> = {
  id: 'BH-0366',
  name: 'untrusted-pod-raises-its-rights',
  title: 'Untrusted code may raise its own rights',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac', 'A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The code writes or binds a role, acts as somebody else, signs a certificate or mints a token: one request, and it has rights that nobody gave it.',
  remediation:
    'Remove `escalate`, `bind`, `impersonate`, `approve` and `serviceaccounts/token` from the role, or list names under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) =>
    worst([
      judgePod(pod, escalate, platform),
      judgePod(pod, bind, platform),
      judgePod(pod, impersonate, platform),
      judgePod(pod, approveCertificates, platform),
      judgePod(pod, mintTokens, platform),
    ]),
  examples: {
    fail: [
      withPod(granted(rule('escalate', 'clusterroles', 'rbac.authorization.k8s.io'))),
      withPod(grantedInNamespace(rule('bind', 'clusterroles', 'rbac.authorization.k8s.io'))),
      withPod(granted(rule('impersonate', 'groups'))),
      withPod(
        granted(
          rule('patch', 'certificatesigningrequests/approval', 'certificates.k8s.io'),
          rule('approve', 'signers', 'certificates.k8s.io'),
        ),
      ),
      withPod(grantedInNamespace(rule('create', 'serviceaccounts/token'))),
    ],
    pass: [
      withPod(grantedInNamespace(rule('create', 'rolebindings', 'rbac.authorization.k8s.io'))),
      withPod(grantedInNamespace(rule('impersonate', 'users'))),
      withPod(granted(rule('patch', 'certificatesigningrequests/approval', 'certificates.k8s.io'))),
    ],
    unknown: [],
  },
}
