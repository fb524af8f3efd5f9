import type { Control } from '../control.ts'
import { approveCertificates } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleApprovesCertificates: Control<'role'> = {
  id: 'BH-0318',
  name: 'role-approves-certificates',
  title: 'Cluster role issues client certificates',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_156',
    'cis-aks-1.8:4.1.10',
    'cis-1.12:5.1.11',
    'cis-1.11:5.1.11',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  rationale:
    'Who approves signing requests for the signer of API clients issues a certificate for any user, `system:masters` among its groups, and nobody can revoke it.',
  remediation:
    'Name the signer under `resourceNames`, and leave `kubernetes.io/kube-apiserver-client` to people.',
  applies: 'role',
  when: (role) => role.isClusterRole && !isReserved(role),
  check: (role) => judgeRole(role, approveCertificates),
  examples: {
    fail: [
      clusterRole(
        rule('update', 'certificatesigningrequests/approval', 'certificates.k8s.io'),
        rule('approve', 'signers', 'certificates.k8s.io'),
      ),
    ],
    pass: [
      clusterRole(rule('update', 'certificatesigningrequests/approval', 'certificates.k8s.io')),
      clusterRole(
        rule('get', 'certificatesigningrequests', 'certificates.k8s.io'),
        rule('approve', 'signers', 'certificates.k8s.io'),
      ),
    ],
    unknown: [],
  },
}
