import { egressBarriers } from '../../barriers/network.ts'
import { firewallBarriers } from '../../barriers/outside.ts'
import { leastBarriers } from '../../internet.ts'
import { outsidePosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'

export const podToInternet: Technique<'network'> = {
  id: 'NET_EXFIL',
  name: 'pod-to-internet',
  title: 'Code in a pod talks to the internet',
  from: 'network',
  to: ['outside'],
  guarantees: ['containment', 'fair-share'],
  attack: ['T1048'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.adm', 'N.fw'],
  controls: [
    'pod-without-network-policy',
    'pod-egress-open',
    'network-policy-egress-to-internet',
    'network-policy-egress-to-anywhere',
  ],
  rationale:
    'Code that reaches the internet takes out what it has read, takes in what it needs, and takes orders: every other step gets easier.',
  find: ({ pods: [pod] }, terrain) => [
    {
      to: outsidePosition,
      how: `${pod.kind} ${pod.namespace}/${pod.name} connects to an address of the internet.`,
      evidence: [],
      barriers: [
        ...leastBarriers(pod, terrain, (address) => egressBarriers(pod, address, { terrain })),
        ...firewallBarriers(terrain),
      ],
    },
  ],
  examples: {
    open: [{ manifest: '{}', facts: { egressFirewall: 'none' } }],
    barred: [{ manifest: '{}', facts: { egressFirewall: 'enforced' } }],
    closed: [],
    unknown: ['{}'],
  },
}
