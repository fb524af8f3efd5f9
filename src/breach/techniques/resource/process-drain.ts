import { openByFact } from '../../fact-openings.ts'
import { sharedResource } from '../../shared-resource.ts'
import type { Technique } from '../../technique.ts'

export const processDrain: Technique<'container'> = {
  id: 'RES_PID',
  name: 'process-drain',
  title: 'A container takes every process id of its node',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['Q.pid', 'V.node'],
  controls: [],
  rationale:
    'No field of a pod bounds its processes; only the kubelet does, and on AKS only where `podMaxPids` is set. A fork bomb leaves the node unable to start anything, the kubelet’s own probes among it.',
  find: (container, terrain) =>
    openByFact('podPidsLimit', terrain, {
      to: sharedResource('process ids', container, terrain),
      how: `The kubelet sets no bound to the processes of container ${container.name}.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { podPidsLimit: 'unset' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { podPidsLimit: 'set' } }],
    unknown: ['{}'],
  },
}
