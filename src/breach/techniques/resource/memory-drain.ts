import { memoryLimitMissing } from '../../../controls/workload/memory-limit-missing.ts'
import { sharedResource } from '../../shared-resource.ts'
import type { Technique } from '../../technique.ts'
import { openWhereFails } from '../../verdict-openings.ts'

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
  barriers: ['Q.mem', 'A.quota', 'V.node'],
  controls: ['memory-limit-missing'],
  rationale:
    'Without a limit a container grows until the node runs out of memory: then the kernel kills processes and the kubelet evicts pods, not only the guilty one.',
  drift: {
    rejectedBy: 'quota',
    field: 'memory-limit',
    to: (container, terrain) => sharedResource('memory', container, terrain),
  },
  find: (container, terrain) =>
    openWhereFails(
      { control: memoryLimitMissing, asset: container, terrain },
      { to: sharedResource('memory', container, terrain) },
    ),
  examples: {
    open: ['{}'],
    barred: [],
    closed: ['resources: { limits: { memory: 1Gi } }'],
    unknown: ['resources: { limits: "{{ .Values.limits }}" }'],
  },
}
