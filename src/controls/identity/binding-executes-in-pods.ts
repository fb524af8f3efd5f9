import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { executeOrAttach } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { binding, clusterRole, granted, modelAccount, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingExecutesInPods: Control<'role-binding'> = {
  id: 'BH-0340',
  name: 'binding-executes-in-pods',
  title: 'Binding lets somebody run commands in containers',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'polaris:clusterrolebindingPodExecAttach',
    'polaris:rolebindingClusterRolePodExecAttach',
    'kubescape:C-0002',
  ],
  differs: {
    'polaris:clusterrolebindingPodExecAttach':
      'Polaris fails a binding whose role is not declared in the same files; that shows nothing about its rights.',
    'polaris:rolebindingClusterRolePodExecAttach':
      'Polaris fails a binding whose role is not declared in the same files; that shows nothing about its rights.',
    'kubescape:C-0002': '`get` opens a WebSocket and counts like `create`; `pods/*` is no form of RBAC.',
  },
  rationale:
    'Commands in a container run with its identity, its secrets and its data, and leave no trace in its image.',
  remediation:
    'Bind the role only to people, only for the time that they need it, and watch the audit log for `pods/exec`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => !isKnown(binding.roleKind, 'Role') && !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, executeOrAttach, platform),
  examples: {
    fail: [
      granted(rule('get', 'pods/exec')),
      `${clusterRole(rule('create', 'pods/attach'))}\n---\n${binding('ClusterRole', 'example', modelAccount)}`,
    ],
    pass: [granted(rule('get', 'pods/log'))],
    unknown: [],
  },
}
