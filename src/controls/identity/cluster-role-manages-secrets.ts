import type { Control } from '../control.ts'
import { manageSecrets } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const clusterRoleManagesSecrets: Control<'role'> = {
  id: 'BH-0302',
  name: 'cluster-role-manages-secrets',
  title: 'Cluster role reads or changes secrets',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0041',
    'cis-aks-1.8:4.1.2',
    'cis-aks-1.7:4.1.2',
    'cis-1.12:5.1.2',
    'cis-1.11:5.1.2',
    'krol3-container-security-checklist:KROL3-data-8',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0041':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside.',
  },
  rationale:
    'Secrets hold the tokens and keys of every other workload. Code that gets hold of one identity with this role across the cluster becomes all of them.',
  remediation:
    'Bind a Role in the one namespace that needs it, and list the secrets under `resourceNames` with the verb `get`.',
  applies: 'role',
  when: (role) => role.isClusterRole && !isReserved(role),
  check: (role) => judgeRole(role, manageSecrets),
  examples: {
    fail: [
      clusterRole(rule('get', 'secrets')),
      clusterRole(rule('watch', 'secrets')),
      clusterRole(rule('delete', 'secrets')),
      clusterRole(rule('list', '*')),
    ],
    pass: [
      clusterRole(rule('get', 'configmaps')),
      clusterRole(rule('get', 'secrets', 'example.org')),
      clusterRole("{ apiGroups: [''], resources: ['secrets'], resourceNames: ['own'], verbs: ['get'] }"),
    ],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['secrets'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
