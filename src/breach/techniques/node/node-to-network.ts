import { policyBarriers } from '../../barriers/network.ts'
import { firewallBarriers } from '../../barriers/outside.ts'
import { crossingsOf } from '../../ways/crossings.ts'
import { outsidePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeToNetwork: Technique<'node-network'> = {
  id: 'NOD_NETWORK',
  name: 'node-to-network',
  title: 'Who sends as a node is held by no policy of its pods',
  from: 'node-network',
  to: ['port', 'service', 'outside'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210', 'T1048'],
  matrix: ['MS-TA9034'],
  vector: 'insecure-networking',
  barriers: ['N.in', 'N.adm', 'N.fw'],
  controls: ['pod-ingress-open', 'pod-without-network-policy', 'unauthenticated-port-open'],
  rationale:
    'Policies for egress are about pods. Root on a node sends from the node’s own address, past all of them: what is left are the policies of the pods at the other end, which hold other nodes back, and the firewall of the network.',
  find: (_, terrain) => [toInternet(terrain), ...toPods(terrain)],
  examples: {
    open: [{ manifest: '{}', facts: { egressFirewall: 'none' } }],
    barred: [
      {
        manifest: isolatedPod(),
        facts: { egressFirewall: 'enforced', networkPolicy: 'cilium' },
      },
    ],
    closed: [],
    unknown: [{ manifest: isolatedPod(), facts: { egressFirewall: 'enforced' } }],
  },
}

function toInternet(terrain: Terrain): Opening {
  return {
    to: outsidePosition,
    how: 'A node’s own packets go to addresses of the internet.',
    evidence: [],
    barriers: firewallBarriers(terrain),
  }
}

/** Pods on other nodes; to those of its own a node comes anyway. */
function toPods(terrain: Terrain): readonly Opening[] {
  const connections = terrain.reach.connectionsFrom({ kind: 'node', isOwn: 'no' })
  return crossingsOf(terrain).ends.flatMap(({ to, position, ports }) => {
    const connection = connections[to.id]
    if (connection === undefined) return []
    const how = `A node’s own packets go to ${position.label}.`
    return [{ to: position, how, evidence: [], barriers: policyBarriers(connection, terrain, ports) }]
  })
}

function isolatedPod(): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: globex }
spec: { containers: [{ name: server, image: model }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: globex }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }`
}
