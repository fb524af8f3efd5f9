import { openByFact } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import { sharedResource } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'

export const logFlood: Technique<'container'> = {
  id: 'RES_LOG_FLOOD',
  name: 'log-flood',
  title: 'A container floods the logs',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: [],
  controls: [],
  rationale:
    'Whatever a container writes to its standard output lands on the node’s disk, in files that the kubelet bounds unless somebody told it otherwise, and from there in the workspace, where each gigabyte is paid for. Nothing in a pod bounds how much it says.',
  find: (container, terrain) => [
    ...openByFact('containerLogs', terrain, {
      to: sharedResource('log files', container, terrain),
      how: `Nothing bounds the log files of container ${container.name}.`,
    }),
    ...openByFact('logVolume', terrain, {
      to: [drainPosition('collected logs')],
      how: `Whatever container ${container.name} logs is collected and paid for.`,
    }),
  ],
  examples: {
    open: [
      { manifest: '{}', facts: { containerLogs: 'unbounded' } },
      { manifest: '{}', facts: { containerLogs: 'rotated', logVolume: 'open' } },
    ],
    barred: [],
    closed: [{ manifest: '{}', facts: { containerLogs: 'rotated', logVolume: 'capped' } }],
    unknown: ['{}', { manifest: '{}', facts: { containerLogs: 'rotated' } }],
  },
}
