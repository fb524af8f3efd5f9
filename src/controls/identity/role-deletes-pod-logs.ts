import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { textsOf } from './misplaced.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const erasing: ReadonlySet<string> = new Set(['delete', 'deletecollection', '*'])

export const roleDeletesPodLogs: Control<'role'> = {
  id: 'BH-0985',
  name: 'role-deletes-pod-logs',
  title: 'Role asks to delete the logs of pods',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0042'],
  rationale:
    'Kubernetes can only read logs, so that the rule grants no deletion today; it says that its author wants traces to be erasable, which is what hostile code wants first. A wildcard also takes in whatever verb comes next.',
  remediation: 'Grant `get` on `pods/log`, and ship logs out of the cluster as they are written.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => {
    const found = role.rules.find(
      ({ verbs, resources }) =>
        textsOf(resources).includes('pods/log') && textsOf(verbs).some((verb) => erasing.has(verb)),
    )
    return found === undefined
      ? pass()
      : fail(`${role.kind} ${role.name} asks to delete the logs of pods.`, found.origin)
  },
  examples: {
    fail: [role(rule('delete', 'pods/log')), role(rule('*', 'pods/log'))],
    pass: [role(rule('get', 'pods/log')), role(rule('delete', 'pods'))],
    unknown: [],
  },
}
