import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { podPosition, workloadLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeToPods: Technique<'node'> = {
  id: 'NOD_TO_PODS',
  name: 'node-to-pods',
  title: 'Root on a node owns every pod that runs there',
  from: 'node',
  to: ['pod'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1609'],
  matrix: [],
  vector: 'escape',
  barriers: ['V.node'],
  controls: ['gpu-pod-on-shared-nodes'],
  rationale:
    'Root enters the namespaces of every container on its node, reads its memory, its volumes and its tokens. Nothing that Kubernetes offers stands in between: only nodes of one’s own keep others off.',
  find: (pool, { pools }) =>
    pools.podsOn(pool).flatMap(({ pod, assumes }) =>
      openWays({
        to: [podPosition(pod)],
        how: `${pod.kind} ${workloadLabel(pod)} may run on the same node.`,
        evidence: [pod.origin],
        ...doubted(assumes),
      }),
    ),
  examples: {
    open: [pods('', '')],
    barred: [],
    closed: [
      {
        manifest: `apiVersion: v1
kind: ServiceAccount
metadata: { name: nobody, namespace: acme }`,
        facts: {},
      },
    ],
    unknown: [],
  },
}

function pods(first: string, second: string): string {
  return [
    ['acme', first],
    ['globex', second],
  ]
    .map(
      ([namespace, spec]) => `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec: { ${spec} containers: [{ name: server, image: model }] }`,
    )
    .join('\n---\n')
}
