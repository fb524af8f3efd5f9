import type { Pod } from '../../../model/pod.ts'
import type { PodClass } from '../../../reach/class.ts'
import type { StandingBarrier } from '../../steps/barrier.ts'
import { egressBarriers } from '../../barriers/network.ts'
import { plainPod } from '../../examples/example-objects.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { leastBarriers } from '../../ways/internet.ts'
import { podLabel } from '../../steps/position.ts'
import { neighboursOf } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const connectionDrain: Technique<'pod'> = {
  id: 'RES_CONNTRACK',
  name: 'connection-drain',
  title: 'Code in a pod fills the table of connections of its node',
  from: 'pod',
  to: ['neighbours'],
  guarantees: ['isolation'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.adm', 'V.node'],
  controls: ['pod-without-network-policy', 'pod-egress-open', 'network-policy-egress-to-anywhere'],
  rationale:
    'A node keeps one table for the connections of all its pods, in the kernel’s conntrack or in the maps of Cilium, and no field of a pod bounds its part. Whoever may send to many addresses opens a few hundred thousand flows in seconds; then packets of new connections are dropped, the neighbours’ among them, or theirs are forgotten. What a policy drops leaves no entry, and the ports of the few places that it lets through do not fill the table. A virtual machine around the pod changes nothing: its packets pass the node.',
  find: (pod, terrain) =>
    openWays({
      to: neighboursOf(pod, terrain),
      how: `${podLabel(pod)} opens as many connections as it likes.`,
      barriers: barriersOf(pod, terrain),
    }),
  examples: {
    open: [
      '{}',
      'runtimeClassName: kata-vm-isolation',
      { manifest: policy('[]'), facts: { networkPolicy: 'none' } },
      {
        manifest: policy('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]'),
        facts: { networkPolicy: 'cilium' },
      },
    ],
    barred: [
      { manifest: policy('[]'), facts: { networkPolicy: 'cilium' } },
      {
        manifest: policy('[{ ports: [{ port: 53, protocol: UDP }], to: [{ namespaceSelector: {} }] }]'),
        facts: { networkPolicy: 'cilium' },
      },
    ],
    closed: [],
    unknown: [policy('[]')],
  },
}

const known = new WeakMap<PodClass, readonly StandingBarrier[]>()

/** Worked out once for all pods that the same policies are about. */
function barriersOf(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  const own = terrain.reach.classOf(pod)
  const barriers =
    (own === undefined ? undefined : known.get(own)) ??
    leastBarriers(pod, terrain, (address) => egressBarriers(pod, address, { terrain }))
  if (own !== undefined) known.set(own, barriers)
  return barriers
}

/** A pod whose egress a policy isolates but for these rules. */
function policy(egress: string): string {
  return `${plainPod('acme')}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: egress, namespace: acme }
spec: { podSelector: {}, policyTypes: [Egress], egress: ${egress} }`
}
