// Whose process ids a container takes: its node's, or those of the virtual machine around it.
import { describe } from 'node:test'

import { check, kata, runc } from './two-tenants.ts'

describe('process ids that the kubelet does not bound', () => {
  const facts = { podPidsLimit: 'unset' }
  const globex = { pod: [runc] }
  check('are the node’s: nothing has to fail', 'influence 0', { acme: { pod: [runc] }, globex, facts })
  check('are the machine’s in Kata: only hardware', 'influence 1', { acme: { pod: [kata] }, globex, facts })
  check('are the node’s in gVisor', 'influence 0', {
    acme: { pod: ['runtimeClassName: gvisor'] },
    globex,
    facts,
  })
  check('of a class that is hidden: nothing, or hardware', 'influence 0..1', {
    acme: { pod: ['runtimeClassName: "{{ .class }}"'] },
    globex,
    facts,
  })
})
