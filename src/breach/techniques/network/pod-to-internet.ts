import { parseCidr, subtractRanges } from '../../../kernel/cidr.ts'
import { specialAddresses } from '../../../knowledge/addresses.ts'
import type { PodClass } from '../../../reach/class.ts'
import { everywhere } from '../../../reach/endpoint.ts'
import type { StandingBarrier } from '../../barrier.ts'
import { policyBarriers } from '../../barriers/network.ts'
import { firewallBarriers } from '../../barriers/outside.ts'
import { outsidePosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

const internet = subtractRanges(
  [everywhere],
  specialAddresses.flatMap((cidr) => parseCidr(cidr) ?? []),
)

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
      how: `${from.pods[0].kind} ${from.pods[0].namespace}/${from.pods[0].name} connects to an address of the internet.`,
      evidence: [],
      barriers: [...leastBarriers(from, terrain), ...firewallBarriers(terrain)],
    },
  ],
  examples: {
    open: [{ manifest: '{}', facts: { egressFirewall: 'none' } }],
    barred: [{ manifest: '{}', facts: { egressFirewall: 'enforced' } }],
    closed: [],
    unknown: ['{}'],
  },
}

/** Policies cut the internet into parts that they treat alike: the attacker takes the part with least before it. */
function leastBarriers({ pods: [pod] }: PodClass, terrain: Terrain): readonly StandingBarrier[] {
  const parts = internet.flatMap((range) => terrain.reach.partition(range, pod))
  let least: readonly StandingBarrier[] | undefined
  for (const range of parts) {
    const connection = terrain.reach.connection(
      { kind: 'pod', pod },
      { kind: 'address', range, isStranger: true },
    )
    const barriers = policyBarriers(connection, terrain)
    if (least === undefined || weight(barriers) < weight(least)) least = barriers
  }
  return least ?? []
}

/** Nothing before what may stand before what surely does. */
function weight(barriers: readonly StandingBarrier[]): number {
  if (barriers.length === 0) return 0
  return barriers.some(({ assumes }) => assumes === undefined) ? 2 : 1
}
