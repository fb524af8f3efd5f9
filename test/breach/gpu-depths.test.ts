// Who takes a shared GPU holds up those who wait for it, and nobody else.
import { describe } from 'node:test'

import { check, runc, type Shape } from './two-tenants.ts'

describe('a GPU that containers take turns on', () => {
  const facts = { gpuSharing: 'shared' }
  const gpu: Shape = {
    pod: [
      runc,
      'initContainers: [{ name: warm, image: warm, resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1 } } }]',
    ],
  }
  check('the other waits for it: nothing has to fail', 'influence 0', { acme: gpu, globex: gpu, facts })
  check('the other has none: only hardware', 'influence 1', {
    acme: gpu,
    globex: { pod: [runc] },
    facts: { ...facts, nodeInodes: 'bounded' },
  })
})
