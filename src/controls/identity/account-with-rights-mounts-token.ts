import { isKnown, valueOf } from '../../model/known.ts'
import type { RoleBinding, ServiceAccount } from '../../model/rbac.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { granted, rule } from './rbac-examples.ts'

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model, namespace: models }'

export const accountWithRightsMountsToken: Control<'service-account'> = {
  id: 'BH-0996',
  name: 'account-with-rights-mounts-token',
  title: 'Account with rights of its own is mounted into every pod',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0053'],
  rationale:
    'Roles are bound to the account, and every pod that names it gets its token unasked: hostile code in any of them holds those rights, whether that pod needs them or not.',
  remediation:
    'Set `automountServiceAccountToken: false` on the account and `true` on the one pod that uses the rights.',
  applies: 'service-account',
  check: (own, platform) => {
    const { automountServiceAccountToken: token } = own
    const binding = platform
      .all('role-binding')
      .find((each) => binds(each, own) && platform.roleOf(each) !== undefined)
    if (binding === undefined || valueOf(token) === false) return pass()
    const message = `${own.kind} ${own.name} has rights by ${binding.kind} ${binding.name}, and every pod that names it gets its token.`
    return token.state === 'hidden'
      ? unknown(message, token.origin)
      : fail(message, own.origin, binding.origin)
  },
  examples: {
    fail: [`${account}\n---\n${granted(rule('get', 'pods'))}`],
    pass: [`${account}\nautomountServiceAccountToken: false\n---\n${granted(rule('get', 'pods'))}`, account],
    unknown: [],
  },
}

function binds({ subjects }: RoleBinding, { name, namespace }: ServiceAccount): boolean {
  return subjects.some(
    (subject) =>
      isKnown(subject.kind, 'ServiceAccount') &&
      isKnown(subject.name, name) &&
      isKnown(subject.namespace, namespace),
  )
}
