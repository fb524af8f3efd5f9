import { callsOf } from '../../structure/called-pods.ts'
import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import type { Technique } from '../../technique.ts'

export const podLuring: Technique<'node-account'> = {
  id: 'NOD_STEER_PODS',
  name: 'pod-luring',
  title: 'A node calls pods of other tenants to itself',
  from: 'node-account',
  to: ['pods'],
  guarantees: ['isolation'],
  attack: ['T1098'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['V.node'],
  controls: ['gpu-pod-on-shared-nodes'],
  rationale:
    'A kubelet writes the labels of its own node, and says how much room there is. Whoever has its credential gives the node the labels by which other tenants choose theirs, and the scheduler brings him their next pods with their data. NodeRestriction keeps him from labels of `node-restriction.kubernetes.io` and from the taints, which keep out who does not tolerate them.',
  find: (pool, terrain) =>
    callsOf(pool, terrain).flatMap(({ to, assumes }) =>
      openWays({
        to: [to],
        how: `A node of ${pool.name} gives itself the labels that pods of others ask for.`,
        ...doubted(assumes),
      }),
    ),
  examples: {
    open: [
      { manifest: pod('pool: a'), facts: { placement: 'free' } },
      `${node('')}\n---\n${pod('pool: a')}`,
      `${node('taints: [{ key: pool, value: a, effect: NoSchedule }]')}\n---\n${pod('pool: a', 'tolerations: [{ operator: Exists }],')}`,
    ],
    barred: [],
    closed: [
      { manifest: pod('pool: a'), facts: { placement: 'enforced' } },
      { manifest: pod('node-restriction.kubernetes.io/tenant: a'), facts: { placement: 'free' } },
      `${node('taints: [{ key: pool, value: a, effect: NoSchedule }]')}\n---\n${pod('pool: a')}`,
    ],
    unknown: [
      pod('pool: a'),
      { manifest: pod('kubernetes.azure.com/agentpool: a'), facts: { placement: 'free' } },
      { manifest: pod('pool: "{{ .Values.pool }}"'), facts: { placement: 'free' } },
    ],
  },
}

function pod(label: string, more: string = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { nodeSelector: { ${label} }, ${more} containers: [{ name: server, image: model }] }`
}

function node(spec: string): string {
  return `apiVersion: v1
kind: Node
metadata: { name: n1, labels: { kubernetes.io/os: linux } }
spec: { ${spec} }`
}
