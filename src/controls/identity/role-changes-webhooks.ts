import type { Control } from '../control.ts'
import { changeWebhooks } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleChangesWebhooks: Control<'role'> = {
  id: 'BH-0319',
  name: 'role-changes-webhooks',
  title: 'Role changes admission webhooks',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_155',
    'trivy:KSV-0114',
    'cis-aks-1.8:4.1.11',
    'cis-1.12:5.1.12',
    'cis-1.11:5.1.12',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'checkov:CKV_K8S_155':
      'Deletion counts too, and so does a Role that asks for it: Checkov looks at writes in cluster roles.',
    'trivy:KSV-0114':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside.',
  },
  rationale:
    'A mutating webhook reads and rewrites every object on its way in, secrets and pod specs among them; deleting a validating one opens the gate that it was.',
  remediation: 'Keep webhook configurations to the platform’s own delivery; name them under `resourceNames`.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, changeWebhooks),
  examples: {
    fail: [
      clusterRole(rule('create', 'mutatingwebhookconfigurations', 'admissionregistration.k8s.io')),
      clusterRole(rule('delete', 'validatingwebhookconfigurations', 'admissionregistration.k8s.io')),
    ],
    pass: [clusterRole(rule('get', 'mutatingwebhookconfigurations', 'admissionregistration.k8s.io'))],
    unknown: [],
  },
}
