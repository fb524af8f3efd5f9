import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { grantsEverything, hasWildcard } from '../../model/rbac-match.ts'
import type { PolicyRule, RoleBinding } from '../../model/rbac.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingOverCoreGroup: Control<'role-binding'> = {
  id: 'BH-0349',
  name: 'binding-over-core-group',
  title: 'Binding grants everything of the core group',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0035', 'kubescape:C-0187'],
  rationale:
    'The core group holds secrets, pods, their exec, nodes and service accounts: it is enough to become administrator.',
  remediation: 'Name the resources and verbs.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) =>
    every(rulesOf(binding, platform), (rule) =>
      grantsCoreGroup(rule)
        ? fail(
            `${binding.kind} ${binding.name} grants every verb on every resource of the core group.`,
            rule.origin,
          )
        : pass(),
    ),
  examples: {
    fail: [granted(rule('*', '*'))],
    pass: [granted(rule('*', 'pods')), granted(rule('*', '*', '*'))],
    unknown: [],
  },
}

function rulesOf(binding: RoleBinding, platform: Platform): readonly PolicyRule[] {
  const role = platform.roleOf(binding)
  return role === undefined ? [] : platform.rulesOf(role)
}

function grantsCoreGroup(rule: PolicyRule): boolean {
  if (grantsEverything(rule) || !hasWildcard(rule.verbs) || !hasWildcard(rule.resources)) return false
  return rule.apiGroups.some((group) => isKnown(group, ''))
}
