import { policyBarriers } from '../../barriers/network.ts'
import { everyPort, tcpPorts } from '../../../reach/ports.ts'
import { classLabel, portPosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'

export const podToPod: Technique<'network'> = {
  id: 'NET_POD_TO_POD',
  name: 'pod-to-pod',
  title: 'Code in a pod talks to the ports of another',
  from: 'network',
  to: ['port', 'service'],
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
  find: (from, terrain) => {
    const [pod] = from.pods
    const connections = terrain.reach.connectionsFrom({ kind: 'pod', pod })
    const ends = [
      ...terrain.reach.classes.map((to) => ({ to, position: portPosition(to), ports: everyPort })),
      ...terrain.openDoors.map(({ to, position, ports }) => ({ to, position, ports: tcpPorts(ports) })),
    ]
    return ends.flatMap(({ to, position, ports }) => {
      const connection = connections[to.id]
      if (connection === undefined || (to === from && to.pods.length === 1)) return []
      return [
        {
          to: position,
          how:
            to === from && position.kind === 'port'
              ? `Packets of ${classLabel(from)} go to each other.`
              : `Packets of ${classLabel(from)} go to ${position.label}.`,
          evidence: [],
          barriers: policyBarriers(connection, terrain, ports),
        },
      ]
    })
  },
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
