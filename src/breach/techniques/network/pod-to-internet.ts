import { egressBarriers } from '../../barriers/network.ts'
import { firewallBarriers } from '../../barriers/outside.ts'
import { leastBarriers } from '../../ways/internet.ts'
import { classLabel, outsidePosition } from '../../steps/position.ts'
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
  find: (from, terrain) => [
    {
      to: outsidePosition,
      how: `Packets of ${classLabel(from)} go to addresses of the internet.`,
      evidence: [],
      barriers: [
        ...leastBarriers(from.pods[0], terrain, (address) =>
          egressBarriers(from.pods[0], address, { terrain }),
        ),
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
