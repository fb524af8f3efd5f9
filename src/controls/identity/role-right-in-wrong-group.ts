import type { Control } from '../control.ts'
import { approveRequests, bindOnBindings, changeWebhooks, escalate } from './abilities.ts'
import { groupName, judgeGroups } from './misplaced.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const asked = 'Checkov leaves the API group aside. One control asks for the rights of all four of its checks.'

export const roleRightInWrongGroup: Control<'role'> = {
  id: 'BH-0980',
  name: 'role-right-in-wrong-group',
  title: 'Role names a sensitive right in the wrong API group',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_K8S_155', 'checkov:CKV_K8S_156', 'checkov:CKV_K8S_157', 'checkov:CKV_K8S_158'],
  differs: {
    'checkov:CKV_K8S_155': asked,
    'checkov:CKV_K8S_156': asked,
    'checkov:CKV_K8S_157': asked,
    'checkov:CKV_K8S_158': asked,
  },
  rationale:
    'As written the rule grants nothing, and says what its author wanted. The next edit corrects the group, and then whoever holds the role, hostile code with its token included, changes who may do what.',
  remediation: 'Remove the rule, or decide on the right with its correct group in view.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) =>
    judgeGroups(
      role.rules,
      [changeWebhooks, approveRequests, bindOnBindings, escalate],
      ({ verb, resource, group }) =>
        `${role.kind} ${role.name} wants to ${verb} ${resource}, which are in ${groupName(group)}, and names another group.`,
    ),
  examples: {
    fail: [
      clusterRole(rule('escalate', 'clusterroles')),
      clusterRole(rule('create', 'mutatingwebhookconfigurations', 'apps')),
    ],
    pass: [
      clusterRole(rule('escalate', 'clusterroles', 'rbac.authorization.k8s.io')),
      clusterRole(rule('get', 'clusterroles')),
      clusterRole(rule('escalate', 'roles', 'authorization.example.org')),
    ],
    unknown: [],
  },
}
