import type { Control } from '../control.ts'
import { createVolumes } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleCreatesPersistentVolumes: Control<'role'> = {
  id: 'BH-0317',
  name: 'role-creates-persistent-volumes',
  title: 'Role creates persistent volumes',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.1.8',
    'cis-1.12:5.1.9',
    'cis-1.11:5.1.9',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  rationale:
    'A persistent volume of type `hostPath` is the node’s file system, and no Pod Security level looks at it; one that names a disk is another tenant’s data.',
  remediation: 'Let storage classes provision volumes; users create claims.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, createVolumes),
  examples: {
    fail: [clusterRole(rule('create', 'persistentvolumes'))],
    pass: [clusterRole(rule('create', 'persistentvolumeclaims'))],
    unknown: [],
  },
}
