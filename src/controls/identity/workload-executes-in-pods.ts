import type { Control } from '../control.ts'
import { executeOrProxyNodes } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { granted, grantedInNamespace, rule } from './rbac-examples.ts'

export const workloadExecutesInPods: Control<'role-binding'> = {
  id: 'BH-0341',
  name: 'workload-executes-in-pods',
  title: 'Service account may run commands in containers',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV2_K8S_2'],
  differs: {
    'checkov:CKV2_K8S_2':
      'Checkov leaves the API group of a rule aside; here verb, group and resource have to match in one rule, as in the authorizer.',
  },
  rationale:
    'A workload with this right is a bridge into every other: through the API server, or through the kubelet past audit and admission.',
  remediation:
    'Remove `pods/exec` and `nodes/proxy` from the role. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => judgeBinding(binding, executeOrProxyNodes, platform),
  examples: {
    fail: [granted(rule('create', 'pods/exec')), grantedInNamespace(rule('create', 'nodes/proxy, pods'))],
    pass: [granted(rule('get', 'pods, nodes/proxy')), granted(rule('*', 'pods'))],
    unknown: [],
  },
}
