import { barrierAt } from '../../make-barrier.ts'
import { neighboursOf } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'

/**
 * The catalogue tells side channels, disk and network apart (DAT_SIDE_CHANNEL, RES_DISK_IO, RES_NET_BW). They lead from the
 * same place to the same place past the same barrier: one way, however many resources carry it, and a bound for one of them
 * leaves the others.
 */
export const hardwareContention: Technique<'container'> = {
  id: 'DAT_SIDE_CHANNEL',
  name: 'hardware-contention',
  title: 'Caches, memory bus, disk and network card are shared',
  from: 'container',
  to: ['neighbours'],
  guarantees: ['isolation'],
  attack: ['T1499.001', 'T1498.001'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['X.hardware', 'V.node', 'V.host', 'Q.io', 'Q.net', 'Q.rdt'],
  controls: ['gpu-pod-on-shared-nodes'],
  rationale:
    'Kubernetes has no bound for last-level cache, memory bandwidth, page cache, disk I/O and the threads of a core, and none for the network card but where an engine honours its bandwidth annotations. Neighbours feel each other there, virtual machine around them or not, and whoever measures the delay learns what the other does.',
  find: (container, terrain) =>
    neighboursOf(container.pod, terrain).map((to) => ({
      to,
      how: `Container ${container.name} shares caches, buses, disk and network card with whatever runs on its node.`,
      evidence: [],
      barriers: [
        barrierAt('X.hardware', {
          at: to.key,
          domainOf: to.key,
          label: 'nothing measurable is won on shared hardware',
        }),
      ],
    })),
  examples: {
    open: [],
    barred: [
      '{}',
      `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme, annotations: { kubernetes.io/egress-bandwidth: 10M } }
spec: { runtimeClassName: kata-vm-isolation, containers: [{ name: server, image: model }] }`,
    ],
    closed: [],
    unknown: [],
  },
}
