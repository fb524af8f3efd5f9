import { cpuLimitMissing } from '../../../controls/workload/cpu-limit-missing.ts'
import { sharedResource } from '../../shared-resource.ts'
import type { Technique } from '../../technique.ts'
import { openWhereFails } from '../../verdict-openings.ts'

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
  barriers: ['Q.cpu', 'A.quota', 'V.node'],
  controls: ['cpu-limit-missing'],
  rationale:
    'Without a limit a container takes every cycle that its neighbours do not hold by request, and with many threads more than its share of those.',
  drift: {
    rejectedBy: 'quota',
    field: 'cpu-limit',
    to: (container, terrain) => sharedResource('CPU', container, terrain),
  },
  find: (container, terrain) =>
    openWhereFails(
      { control: cpuLimitMissing, asset: container, terrain },
      { to: sharedResource('CPU', container, terrain) },
    ),
  examples: {
    open: ['{}'],
    barred: [],
    closed: ['resources: { limits: { cpu: 1 } }'],
    unknown: ['resources: { limits: "{{ .Values.limits }}" }'],
  },
}
