import type { Control } from '../control.ts'
import { manageSecrets } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleManagesSecrets: Control<'role'> = {
  id: 'BH-0303',
  name: 'role-manages-secrets',
  title: 'Role reads or changes every secret of its namespace',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0113',
    'cis-aks-1.8:4.1.2',
    'cis-aks-1.7:4.1.2',
    'cis-1.12:5.1.2',
    'cis-1.11:5.1.2',
    'krol3-container-security-checklist:KROL3-data-8',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0113':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside.',
  },
  rationale:
    'Whoever holds the role reads the tokens, keys and pull credentials of all workloads of the namespace, not only its own.',
  remediation:
    'List the secrets that are needed under `resourceNames`, with the verb `get`; `list` and `watch` cannot be narrowed to names.',
  applies: 'role',
  when: (role) => !role.isClusterRole && !isReserved(role),
  check: (role) => judgeRole(role, manageSecrets),
  examples: {
    fail: [role(rule('list', 'secrets')), role(rule('create', 'secrets'))],
    pass: [
      role(rule('get', 'configmaps')),
      role("{ apiGroups: [''], resources: ['secrets'], resourceNames: ['own'], verbs: ['get'] }"),
    ],
    unknown: [],
  },
}
