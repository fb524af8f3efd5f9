import { dns } from '../../../reach/endpoint.ts'
import { portRange, union } from '../../../reach/ports.ts'
import { policyBarriers } from '../../barriers/network.ts'
import { firewallBarriers, resolverBarriers } from '../../barriers/outside.ts'
import { classLabel, outsidePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

const queries = union(portRange('UDP', 53), portRange('TCP', 53))

export const dnsTunnel: Technique<'network'> = {
  id: 'NET_DNS_TUNNEL',
  name: 'dns-tunnel',
  title: 'Code in a pod talks to the internet through DNS',
  from: 'network',
  to: ['outside'],
  guarantees: ['containment'],
  attack: ['T1071.004'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.adm', 'N.dns', 'N.fw'],
  controls: ['network-policy-dns-to-anywhere'],
  rationale:
    'The cluster’s DNS asks the internet on behalf of every pod. Names carry data out and answers carry it in: a policy that allows DNS and nothing else is no wall.',
  find: (from, terrain) => [
    {
      to: outsidePosition,
      how: `The cluster’s DNS looks up names of the attacker’s domain for ${classLabel(from)}.`,
      evidence: [],
      barriers: [
        ...policyBarriers(
          terrain.reach.connection({ kind: 'pod', pod: from.pods[0] }, dns),
          terrain,
          queries,
        ),
        ...resolverBarriers(terrain),
        ...(terrain.facts.ask('dns').is === 'bad' ? [] : firewallBarriers(terrain)),
      ],
    },
  ],
  examples: {
    open: [{ manifest: '{}', facts: { dns: 'open' } }],
    barred: [{ manifest: '{}', facts: { dns: 'filtered', egressFirewall: 'none' } }],
    closed: [],
    unknown: ['{}'],
  },
}
