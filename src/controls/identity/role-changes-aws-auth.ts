import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { textsOf } from './misplaced.ts'
import { role } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const changing: ReadonlySet<string> = new Set([
  '*',
  'create',
  'delete',
  'deletecollection',
  'impersonate',
  'patch',
  'update',
])

export const roleChangesAwsAuth: Control<'role'> = {
  id: 'BH-0986',
  name: 'role-changes-aws-auth',
  title: 'Role changes who EKS takes for an administrator',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0115'],
  rationale:
    'The ConfigMap `aws-auth` maps identities of AWS to groups of the cluster. Hostile code that may write it makes itself system:masters.',
  remediation: 'Leave `aws-auth` to the platform’s own delivery, or use EKS access entries and remove it.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => {
    const found = role.rules.find(
      ({ verbs, resources, resourceNames }) =>
        resourceNames.some((name) => isKnown(name, 'aws-auth')) &&
        textsOf(resources).includes('configmaps') &&
        textsOf(verbs).some((verb) => changing.has(verb)),
    )
    return found === undefined
      ? pass()
      : fail(`${role.kind} ${role.name} changes the ConfigMap aws-auth.`, found.origin)
  },
  examples: {
    fail: [role("{ apiGroups: [''], resources: [configmaps], resourceNames: [aws-auth], verbs: [patch] }")],
    pass: [
      role("{ apiGroups: [''], resources: [configmaps], resourceNames: [aws-auth], verbs: [get] }"),
      role("{ apiGroups: [''], resources: [configmaps], resourceNames: [settings], verbs: [patch] }"),
    ],
    unknown: [],
  },
}
