import type { Control } from '../control.ts'
import { rewriteConfigMaps } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingChangesConfigMaps: Control<'role-binding'> = {
  id: 'BH-0360',
  name: 'binding-changes-config-maps',
  title: 'Binding lets somebody rewrite config maps',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0037'],
  rationale: 'Config maps steer other workloads, and in kube-system the cluster’s DNS.',
  remediation: 'List the config maps under `resourceNames`.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, rewriteConfigMaps, platform),
  examples: {
    fail: [granted(rule('patch', 'configmaps'))],
    pass: [granted(rule('get, create', 'configmaps'))],
    unknown: [],
  },
}
