import type { Bounded } from '../../ways/limit-openings.ts'
import { limitOpenings } from '../../ways/limit-openings.ts'
import { sharedResource } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'
import { beside, boundTogether, initWithoutLimits } from '../../examples/example-objects.ts'

const cpu: Bounded = {
  resource: 'cpu',
  name: 'CPU',
  control: 'cpu-limit-missing',
  initControl: 'init-cpu-limit-missing',
}

export const cpuDrain: Technique<'container'> = {
  id: 'RES_CPU',
  name: 'cpu-drain',
  title: 'A container without limit takes the CPUs of its node',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Q.cpu', 'A.quota', 'A.policy', 'V.node'],
  controls: ['cpu-limit-missing', 'init-cpu-limit-missing'],
  rationale:
    'Without a limit a container takes every cycle that its neighbours do not hold by request, and with many threads more than its share of those.',
  drift: {
    rejectedBy: 'quota',
    field: 'cpu-limit',
    to: (container, terrain) => sharedResource('CPU', container, terrain),
  },
  find: (container, terrain) => limitOpenings(container, cpu, terrain),
  examples: {
    open: [
      '{}',
      initWithoutLimits(),
      'resources: { requests: { cpu: 1 } }',
      'resources: { limits: { cpu: 0 } }',
      beside('ResourceQuota', 'acme', '{ hard: { limits.cpu: 8 } }'),
      boundTogether('{ cpu: 0 }'),
      boundTogether('{ memory: 4 }'),
      beside('LimitRange', 'globex', '{ limits: [{ type: Container, default: { cpu: 1 } }] }'),
      beside('LimitRange', 'acme', '{ limits: [{ type: Pod, max: { cpu: 1 } }] }'),
    ],
    barred: [],
    closed: [
      'resources: { limits: { cpu: 1 } }',
      boundTogether('{ cpu: 4 }'),
      beside('LimitRange', 'acme', '{ limits: [{ type: Container, default: { cpu: 1 } }] }'),
    ],
    unknown: ['resources: { limits: "{{ .Values.limits }}" }', boundTogether('"{{ .Values.limits }}"')],
  },
}
