import type { PolicyRule } from '../../model/rbac.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { textsOf } from './misplaced.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const asked =
  'Trivy fails these verbs as it fails the effective ones. One control asks for them on the resources of all these checks.'

export const roleVerbWithoutEffect: Control<'role'> = {
  id: 'BH-0983',
  name: 'role-verb-without-effect',
  title: 'Role names a verb that its resource does not know',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0041',
    'trivy:KSV-0048',
    'trivy:KSV-0049',
    'trivy:KSV-0050',
    'trivy:KSV-0053',
    'trivy:KSV-0056',
    'trivy:KSV-0113',
    'trivy:KSV-0114',
  ],
  differs: {
    'trivy:KSV-0041': asked,
    'trivy:KSV-0048': asked,
    'trivy:KSV-0049': asked,
    'trivy:KSV-0050': asked,
    'trivy:KSV-0053': asked,
    'trivy:KSV-0056': asked,
    'trivy:KSV-0113': asked,
    'trivy:KSV-0114': asked,
  },
  rationale:
    'Nobody can be impersonated by a secret, and nothing can be deleted at an exec endpoint: as written the rule grants nothing. Its author wanted more rights over things that hostile code is after, and the next edit may give them.',
  remediation: 'Remove the verb; `impersonate` belongs to users, groups and service accounts alone.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => {
    const found = role.rules.find(hasNoEffect)
    return found === undefined
      ? pass()
      : fail(`${role.kind} ${role.name} names a verb that its resource does not know.`, found.origin)
  },
  examples: {
    fail: [
      clusterRole(rule('impersonate', 'secrets')),
      role(rule('delete', 'pods/exec')),
      role(rule('escalate', 'rolebindings', 'rbac.authorization.k8s.io')),
    ],
    pass: [
      clusterRole(rule('impersonate', 'users, secrets')),
      role(rule('create, get', 'pods/exec')),
      role(rule('escalate', 'roles', 'rbac.authorization.k8s.io')),
    ],
    unknown: [],
  },
}

const withoutEffect: Readonly<Record<string, readonly string[]>> = {
  impersonate: [
    'configmaps',
    'cronjobs',
    'daemonsets',
    'deployments',
    'endpoints',
    'endpointslices',
    'ingresses',
    'jobs',
    'mutatingwebhookconfigurations',
    'networkpolicies',
    'pods',
    'pods/exec',
    'replicasets',
    'replicationcontrollers',
    'rolebindings',
    'roles',
    'secrets',
    'services',
    'statefulsets',
    'validatingwebhookconfigurations',
  ],
  update: ['pods/exec'],
  patch: ['pods/exec'],
  delete: ['pods/exec'],
  deletecollection: ['pods/exec'],
  escalate: ['rolebindings'],
}

/** A rule lists verbs and resources apart: a verb counts where none of the rule's resources knows it. */
function hasNoEffect(rule: PolicyRule): boolean {
  const resources = textsOf(rule.resources)
  if (resources.length === 0 || resources.length < rule.resources.length) return false
  return textsOf(rule.verbs).some((verb) => {
    const without = Object.hasOwn(withoutEffect, verb) ? withoutEffect[verb] : undefined
    return without !== undefined && resources.every((resource) => without.includes(resource))
  })
}
