import type { Control } from '../control.ts'
import {
  bindOnBindings,
  executeOrProxyNodes,
  impersonateAccounts,
  readSecrets,
  setServiceStatus,
} from './abilities.ts'
import { bindsWorkload } from './grants.ts'
import { groupName, judgeGroups } from './misplaced.ts'
import { granted, rule } from './rbac-examples.ts'

const asked = 'Checkov leaves the API group aside. One control asks for the rights of all five of its checks.'

export const workloadRightInWrongGroup: Control<'role-binding'> = {
  id: 'BH-0981',
  name: 'workload-right-in-wrong-group',
  title: 'Service account is given a right in the wrong API group',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV2_K8S_1',
    'checkov:CKV2_K8S_2',
    'checkov:CKV2_K8S_3',
    'checkov:CKV2_K8S_4',
    'checkov:CKV2_K8S_5',
  ],
  differs: {
    'checkov:CKV2_K8S_1': asked,
    'checkov:CKV2_K8S_2': `${asked} Every resource of one group is not taken for a wish for another group.`,
    'checkov:CKV2_K8S_3': asked,
    'checkov:CKV2_K8S_4': `${asked} Every resource of one group is not taken for a wish for another group.`,
    'checkov:CKV2_K8S_5': asked,
  },
  rationale:
    'As written the binding gives the workload nothing, and says what its author wanted. Once someone corrects the group, hostile code in the workload reads secrets, runs commands in other containers or draws their traffic.',
  remediation: 'Remove the rule from the role, or decide on the right with its correct group in view.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => {
    const role = platform.roleOf(binding)
    return judgeGroups(
      role === undefined ? [] : platform.rulesOf(role),
      [bindOnBindings, executeOrProxyNodes, impersonateAccounts, setServiceStatus, readSecrets],
      ({ verb, resource, group }) =>
        `${binding.kind} ${binding.name} means to let a workload ${verb} ${resource}, which are in ${groupName(group)}, by a role that names another group.`,
    )
  },
  examples: {
    fail: [
      granted(rule('*', 'services/status', 'rbac.authorization.k8s.io')),
      granted(rule('get', 'secrets', 'apps')),
    ],
    pass: [granted(rule('get', 'secrets')), granted(rule('get', 'secrets', 'secrets.example.org'))],
    unknown: [],
  },
}
