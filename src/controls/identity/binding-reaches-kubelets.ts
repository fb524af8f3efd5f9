import type { Control } from '../control.ts'
import { reachKubelets } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingReachesKubelets: Control<'role-binding'> = {
  id: 'BH-0355',
  name: 'binding-reaches-kubelets',
  title: 'Binding lets somebody reach kubelets',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0279', 'cis-aks-1.8:4.1.9', 'cis-1.12:5.1.10', 'cis-1.11:5.1.10'],
  rationale:
    'The kubelet runs commands in any container of its node, and neither admission nor audit sees it.',
  remediation:
    'Remove `nodes/proxy` from the role; monitoring needs `nodes/metrics` and `nodes/stats` only. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, reachKubelets, platform),
  examples: {
    fail: [granted(rule('get', 'nodes/proxy'))],
    pass: [granted(rule('get', 'nodes/metrics'))],
    unknown: [],
  },
}
