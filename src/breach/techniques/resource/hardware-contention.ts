import { barrierAt } from '../../barriers/make.ts'
import { neighboursOf } from '../../shared-resource.ts'
import type { Technique } from '../../technique.ts'

export const hardwareContention: Technique<'container'> = {
  id: 'DAT_SIDE_CHANNEL',
  name: 'hardware-contention',
  title: 'Caches, memory bus and disk of a node are shared',
  from: 'container',
  to: ['neighbours'],
  guarantees: ['isolation'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['X.hardware', 'V.node', 'V.host'],
  controls: ['gpu-pod-on-shared-nodes'],
  rationale:
    'Kubernetes has no bound for last-level cache, memory bandwidth, page cache, disk I/O and the threads of a core. Neighbours feel each other there, and whoever measures the delay learns what the other does.',
  find: (container, terrain) =>
    neighboursOf(container.pod, terrain).map((to) => ({
      to,
      how: `Container ${container.name} shares caches, buses and disk with whatever runs on its node.`,
      evidence: [],
      barriers: [
        barrierAt('X.hardware', {
          at: to.key,
          domainOf: to.key,
          label: 'nothing measurable is won on shared hardware',
        }),
      ],
    })),
  examples: { open: [], barred: ['{}'], closed: [], unknown: [] },
}
