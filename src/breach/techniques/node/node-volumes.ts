import { valueOf } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { doubted } from '../../steps/doubt.ts'
import { podWith } from '../../examples/example-pods.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { accountPosition, type Position, secretPosition, workloadLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeVolumes: Technique<'node'> = {
  id: 'NOD_TO_VOLUMES',
  name: 'node-volumes',
  title: 'A node has the tokens and secrets of all its pods',
  from: 'node',
  to: ['account', 'secret'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1552.007'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['V.node'],
  controls: [],
  rationale:
    'The kubelet fetches whatever its pods need, and root on the node is the kubelet: it reads their secrets, pull secrets among them, which no container sees, and asks the API server for a token of each of their accounts, mounted or not. NodeRestriction holds it to the pods of its node and to nothing less.',
  find: (pool, { pools }) =>
    pools.podsOn(pool).flatMap(({ pod, assumes }) =>
      openWays({
        to: [...accountOf(pod), ...secretsOf(pod)],
        how: `${pod.kind} ${workloadLabel(pod)} may run on the node, and the kubelet has what it needs.`,
        evidence: [pod.origin],
        ...doubted(assumes),
      }),
    ),
  examples: {
    open: [
      '{}',
      podWith('automountServiceAccountToken: false'),
      podWith('imagePullSecrets: [{ name: registry }]'),
    ],
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

function accountOf({ namespace, serviceAccountName }: Pod): readonly Position[] {
  const name = valueOf(serviceAccountName)
  return name === undefined ? [] : [accountPosition(namespace, name)]
}

/** Volumes, variables and pull secrets. */
function secretsOf(pod: Pod): readonly Position[] {
  const { namespace, volumes, containers, imagePullSecrets } = pod
  const references = [
    ...volumes.flatMap(({ type, reference, projections }) => [
      ...(type === 'secret' ? [reference] : []),
      ...projections.filter((each) => each.type === 'secret').map((each) => each.reference),
    ]),
    ...containers.flatMap(({ env, envFrom }) =>
      [...env, ...envFrom].filter(({ from }) => from === 'secret').map(({ reference }) => reference),
    ),
    ...imagePullSecrets,
  ]
  const names = new Set(references.flatMap((reference) => valueOf(reference) ?? []))
  return [...names].map((name) => secretPosition(namespace, name))
}
