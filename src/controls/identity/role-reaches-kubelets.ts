import type { Control } from '../control.ts'
import { reachKubelets } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleReachesKubelets: Control<'role'> = {
  id: 'BH-0310',
  name: 'role-reaches-kubelets',
  title: 'Role reaches kubelets through nodes/proxy',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0047',
    'cis-aks-1.8:4.1.9',
    'cis-1.12:5.1.10',
    'cis-1.11:5.1.10',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0047':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside.',
  },
  rationale:
    'The kubelet runs commands in any container of its node. It takes a WebSocket GET for it, so that `get` on `nodes/proxy` is enough; no admission check sees it and no audit event tells the command.',
  remediation: 'Remove `nodes/proxy`. Monitoring needs `nodes/metrics` and `nodes/stats` only.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, reachKubelets),
  examples: {
    fail: [
      clusterRole(rule('get', 'nodes/proxy')),
      clusterRole(rule('create', 'nodes/proxy')),
      role(rule('get', '*/proxy')),
    ],
    pass: [clusterRole(rule('get', 'nodes/metrics')), clusterRole(rule('list', 'nodes/proxy'))],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
