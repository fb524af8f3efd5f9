import type { Control } from '../control.ts'
import { bindOnBindings } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { clusterBinding, granted, grantedInNamespace, modelAccount, rule } from './rbac-examples.ts'

export const workloadBindsRoles: Control<'role-binding'> = {
  id: 'BH-0342',
  name: 'workload-binds-roles',
  title: 'Service account may bind roles',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV2_K8S_1'],
  rationale: 'A workload that binds roles gives itself the next one, up to cluster-admin.',
  remediation:
    'Remove `bind` and wildcard verbs on bindings; name the roles that may be bound under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => judgeBinding(binding, bindOnBindings, platform),
  examples: {
    fail: [
      granted(rule('*', 'clusterrolebindings', 'rbac.authorization.k8s.io')),
      grantedInNamespace(rule('bind, create', 'rolebindings', 'rbac.authorization.k8s.io')),
    ],
    pass: [granted(rule('*', 'pods')), clusterBinding('not-declared', modelAccount)],
    unknown: [],
  },
}
