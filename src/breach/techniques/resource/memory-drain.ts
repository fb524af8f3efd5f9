import type { Bounded } from '../../ways/limit-openings.ts'
import { limitOpenings } from '../../ways/limit-openings.ts'
import { sharedResource } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'
import { memoryVolumeUnbounded } from '../../../controls/workload/memory-volume-unbounded.ts'
import { beside, boundTogether, initWithoutLimits, twoContainers } from '../../examples/example-objects.ts'
import { openWhereFails } from '../../ways/verdict-openings.ts'

const memory: Bounded = {
  resource: 'memory',
  name: 'memory',
  control: 'memory-limit-missing',
  initControl: 'init-memory-limit-missing',
}

export const memoryDrain: Technique<'container'> = {
  id: 'RES_MEM',
  name: 'memory-drain',
  title: 'A container without limit takes the memory of its node',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: ['MS-TA9040'],
  vector: 'misconfigured-container',
  barriers: ['Q.mem', 'A.quota', 'A.policy', 'V.node'],
  controls: ['memory-limit-missing', 'init-memory-limit-missing', 'memory-volume-unbounded'],
  rationale:
    'Without a limit a container grows until the node runs out of memory: then the kernel kills processes and the kubelet evicts pods, not only the guilty one. A volume in memory is memory too, and outlives the containers that fill it: where one of them has no limit, the pod has none.',
  drift: {
    rejectedBy: 'quota',
    field: 'memory-limit',
    to: (container, terrain) => sharedResource('memory', container, terrain),
  },
  find: (container, terrain) => [
    ...limitOpenings(container, memory, terrain),
    ...openWhereFails(
      { control: memoryVolumeUnbounded, asset: container.pod, terrain },
      { to: sharedResource('memory', container, terrain) },
    ),
  ],
  examples: {
    open: [
      '{}',
      initWithoutLimits(),
      'resources: { requests: { memory: 1 } }',
      'resources: { limits: { memory: 0 } }',
      beside('ResourceQuota', 'acme', '{ hard: { limits.memory: 8 } }'),
      boundTogether('{ memory: 0 }'),
      boundTogether('{ cpu: 4 }'),
      beside('LimitRange', 'globex', '{ limits: [{ type: Container, default: { memory: 1 } }] }'),
      beside('LimitRange', 'acme', '{ limits: [{ type: Pod, max: { memory: 1 } }] }'),
      twoContainers('emptyDir: { medium: Memory }'),
    ],
    barred: [],
    closed: [
      'resources: { limits: { memory: 1 } }',
      boundTogether('{ memory: 4 }'),
      beside('LimitRange', 'acme', '{ limits: [{ type: Container, default: { memory: 1 } }] }'),
      twoContainers('emptyDir: { medium: Memory, sizeLimit: 1Gi }'),
      twoContainers('emptyDir: {}'),
    ],
    unknown: ['resources: { limits: "{{ .Values.limits }}" }', boundTogether('"{{ .Values.limits }}"')],
  },
}
