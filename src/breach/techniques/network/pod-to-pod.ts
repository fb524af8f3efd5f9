import { policyBarriers } from '../../barriers/network.ts'
import { connectionsOf, crossingsOf } from '../../ways/crossings.ts'
import { classLabel, podNetworkPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'
import type { PodClass } from '../../../reach/class.ts'

export const podToPod: Technique<'network'> = {
  id: 'NET_POD_TO_POD',
  name: 'pod-to-pod',
  title: 'Code in a pod talks to the ports of another',
  from: 'network',
  to: ['pod-network', 'port', 'service'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: ['MS-TA9034'],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.in', 'N.adm'],
  controls: [
    'pod-egress-open',
    'pod-ingress-open',
    'pod-without-network-policy',
    'unauthenticated-port-open',
  ],
  rationale:
    'Kubernetes lets every pod talk to every other until policies isolate one of them, and a cluster without an engine enforces none of them. A service in front of a pod changes nothing: policies are asked about pods.',
  find: (from, terrain) => [...toNetwork(from, terrain), ...toEnds(from, terrain)],
  examples: {
    open: [pods(''), { manifest: pods(policy('{}')), facts: { networkPolicy: 'none' } }],
    barred: [{ manifest: pods(policy('{}')), facts: { networkPolicy: 'cilium' } }],
    closed: [],
    unknown: [
      pods(policy('{}')),
      {
        manifest: pods(policy('{ matchLabels: { app: "{{ .Values.app }}" } }')),
        facts: { networkPolicy: 'cilium' },
      },
    ],
  },
}

function toNetwork(from: PodClass, terrain: Terrain): readonly Opening[] {
  const barriers = crossingsOf(terrain).before(from)
  if (barriers === undefined) return []
  const how = `Packets of ${classLabel(from)} go into the pod network.`
  return [{ to: podNetworkPosition, how, evidence: [], barriers }]
}

/** What the way through the shared network does not tell. */
function toEnds(from: PodClass, terrain: Terrain): readonly Opening[] {
  const connections = connectionsOf(from, terrain)
  const { ends, isCovered } = crossingsOf(terrain)
  return ends.flatMap(({ to, position, ports }, end) => {
    const connection = connections[to.id]
    if (connection === undefined || (to === from && to.pods.length === 1) || isCovered(from, end)) return []
    const target = to === from && position.kind === 'port' ? 'each other' : position.label
    return [
      {
        to: position,
        how: `Packets of ${classLabel(from)} go to ${target}.`,
        evidence: [],
        barriers: policyBarriers(connection, terrain, ports),
      },
    ]
  })
}

/** Nothing in and nothing out for the pods that a selector picks. */
function policy(selector: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: acme }
spec: { podSelector: ${selector}, policyTypes: [Ingress, Egress] }`
}

function pods(more: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme, labels: { app: model } }
spec: { containers: [{ name: server, image: model }] }
---
apiVersion: v1
kind: Pod
metadata: { name: model, namespace: globex }
spec: { containers: [{ name: server, image: model }] }${more}`
}
