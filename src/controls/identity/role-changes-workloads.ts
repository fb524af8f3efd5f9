import type { Control } from '../control.ts'
import { changeWorkloads } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleChangesWorkloads: Control<'role'> = {
  id: 'BH-0311',
  name: 'role-changes-workloads',
  title: 'Role creates, changes or deletes workloads',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0048',
    'cis-aks-1.8:4.1.4',
    'kubernetes-security-checklist:K8S-SEC-pod-security-1',
    'cis-aks-1.7:4.1.4',
    'cis-1.12:5.1.4',
    'cis-1.11:5.1.4',
    'kubernetes-application-security-checklist:K8S-APP-rbac-1',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0048':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside. The verb `impersonate` means nothing on workloads.',
  },
  rationale:
    'A pod may use every service account, secret and volume of its namespace. Whoever creates one holds them all, and, without admission checks, the node.',
  remediation: 'Keep these rights to controllers and delivery pipelines, in the namespaces that they serve.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, changeWorkloads),
  examples: {
    fail: [
      role(rule('create', 'pods')),
      role(rule('patch', 'deployments', 'apps')),
      clusterRole(rule('delete', 'jobs', 'batch')),
    ],
    pass: [role(rule('get, list, watch', 'pods')), role(rule('create', 'pods', 'metrics.k8s.io'))],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['pods'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
