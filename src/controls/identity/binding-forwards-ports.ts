import type { Control } from '../control.ts'
import { portForward } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingForwardsPorts: Control<'role-binding'> = {
  id: 'BH-0353',
  name: 'binding-forwards-ports',
  title: 'Binding lets somebody forward ports of pods',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0063'],
  differs: {
    'kubescape:C-0063': '`get` counts too: a WebSocket opens with a GET. Kubescape counts `create`.',
  },
  rationale: 'The connection comes from the API server: network policies between pods do not see it.',
  remediation: 'Remove `pods/portforward` from the role.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, portForward, platform),
  examples: {
    fail: [granted(rule('create', 'pods/portforward'))],
    pass: [granted(rule('get', 'pods'))],
    unknown: [],
  },
}
