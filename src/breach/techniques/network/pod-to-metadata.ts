import { isKnown } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { addressEndpoint } from '../../../reach/endpoint.ts'
import { portRange } from '../../../reach/ports.ts'
import type { Assumption, StandingBarrier } from '../../steps/barrier.ts'
import { barrierAt } from '../../make-barrier.ts'
import { egressBarriers } from '../../barriers/network.ts'
import { metadataPosition, podLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

const service = addressEndpoint('169.254.169.254')

export const podToMetadata: Technique<'pod'> = {
  id: 'NET_POD_TO_IMDS',
  name: 'pod-to-metadata',
  title: 'Code in a pod asks the metadata service',
  from: 'pod',
  to: ['metadata'],
  guarantees: ['containment'],
  attack: ['T1552.005'],
  matrix: ['MS-TA9033'],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.adm', 'N.imds'],
  controls: ['pod-reaches-instance-metadata', 'pod-without-network-policy'],
  rationale:
    'The instance metadata service at 169.254.169.254 takes every packet that leaves a node for the node’s own. AKS lets all pods ask it, unless its IMDS restriction is on, and it answers with tokens of the node’s identities.',
  find: (pod, terrain) =>
    terrain.pools.placementsOf(pod).map(({ pool }) => ({
      to: metadataPosition(pool.name),
      how: `${podLabel(pod)} asks 169.254.169.254 for a token.`,
      evidence: terrain.facts.ask('imds').evidence,
      barriers: barriersOf(pod, terrain),
    })),
  examples: {
    open: [
      { manifest: '{}', facts: { imds: 'open' } },
      { manifest: 'hostNetwork: true', facts: { imds: 'blocked' } },
    ],
    barred: [{ manifest: '{}', facts: { imds: 'blocked' } }],
    closed: [],
    unknown: ['{}', { manifest: 'hostNetwork: "{{ .Values.host }}"', facts: { imds: 'blocked' } }],
  },
}

function barriersOf(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  if (service === undefined) return []
  const policies = egressBarriers(pod, service, { terrain, ports: portRange('TCP', 80) })
  return [...policies, ...restriction(pod, terrain)]
}

/** The restriction is a rule of the node's firewall for pods; a pod in the node's network is no pod to it. */
function restriction(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  const { is, assumes, evidence } = terrain.facts.ask('imds')
  if (is === 'bad' || isKnown(pod.hostNetwork, true)) return []
  return [
    barrierAt('N.imds', {
      at: 'nodes',
      label: 'the node drops what pods send to the metadata service',
      evidence,
      assumes: assumes ?? networkDoubt(pod),
    }),
  ]
}

function networkDoubt(pod: Pod): Assumption | undefined {
  const { hostNetwork } = pod
  if (hostNetwork.state !== 'hidden') return undefined
  const question = `whether ${podLabel(pod)} is in its node’s network`
  return { question, origin: hostNetwork.origin }
}
