import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { textsOf } from './misplaced.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const opening: ReadonlySet<string> = new Set(['create', 'get', '*'])

export const bindingToPodSubresources: Control<'role-binding'> = {
  id: 'BH-0982',
  name: 'binding-to-pod-subresources',
  title: 'Binding asks for every subresource of pods',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0002', 'kubescape:C-0063'],
  differs: {
    'kubescape:C-0002': '`get` counts too: a WebSocket opens with a GET. Kubescape counts `create`.',
    'kubescape:C-0063': '`get` counts too: a WebSocket opens with a GET. Kubescape counts `create`.',
  },
  rationale:
    'RBAC knows no `pods/*`: as written the rule grants nothing, and says that its author wants exec, attach and port forwarding. Whoever makes it work opens every container to the holder, and to hostile code that has its token.',
  remediation:
    'Name the one subresource that is used; leave `pods/exec`, `pods/attach` and `pods/portforward` out.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => {
    const role = platform.roleOf(binding)
    const rules = role === undefined || binding.subjects.length === 0 ? [] : platform.rulesOf(role)
    const found = rules.find(
      ({ verbs, apiGroups, resources }) =>
        textsOf(resources).includes('pods/*') &&
        textsOf(apiGroups).some((group) => group === '' || group === '*') &&
        textsOf(verbs).some((verb) => opening.has(verb)),
    )
    return found === undefined
      ? pass()
      : fail(`${binding.kind} ${binding.name} asks for every subresource of pods.`, found.origin)
  },
  examples: {
    fail: [granted(rule('create', 'pods/*')), granted(rule('get', 'pods/*'))],
    pass: [granted(rule('list', 'pods/*')), granted(rule('create', 'pods/*', 'apps'))],
    unknown: [],
  },
}
