import type { Container } from '../../../model/pod.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { holdsCapability } from '../../ways/capabilities.ts'
import { type Condition, openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { sharesNetwork } from '../../nodes/host-namespaces.ts'
import { nodeNetworkPosition, trafficPosition } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeNetworkShare: Technique<'container'> = {
  id: 'ESC_HOSTNET',
  name: 'node-network-share',
  title: 'A container sends and listens as its node',
  from: 'container',
  to: ['node-network', 'traffic'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1040'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'X.guest'],
  controls: ['host-network', 'net-raw-kept', 'may-run-as-root'],
  rationale:
    'On the node’s network no policy holds a pod, the metadata service takes it for the node, and services that listen on the node alone answer it. It does not make it root there. With NET_RAW, which containers keep unless they drop it, root also reads what the pods of the node send each other, where they do not encrypt it.',
  drift: {
    rejectedBy: 'baseline',
    field: 'host-network',
    to: ({ pod }, terrain) => onItsPools(pod, terrain, nodeNetworkPosition),
  },
  find: (container, terrain) => {
    const { name, pod } = container
    const shares = sharesNetwork(container)
    const sends = openWhere([shares], () => ({
      to: onItsPools(pod, terrain, nodeNetworkPosition),
      how: `Container ${name} is in its node’s network.`,
      barriers: [],
    }))
    return [...sends, ...listening(container, shares, terrain)]
  },
  examples: {
    open: [
      'hostNetwork: true',
      'hostNetwork: true\nsecurityContext: { runAsUser: 1000 }',
      'hostNetwork: true\nruntimeClassName: kata-vm-isolation',
    ].map((spec) => podWith(spec)),
    barred: [],
    closed: ['{}', 'securityContext: { runAsUser: 0 }'],
    unknown: [podWith('hostNetwork: "{{ .Values.host }}"')],
  },
}

function listening(container: Container, shares: Condition, terrain: Terrain): readonly Opening[] {
  return openWhere([shares, holdsCapability(container, 'NET_RAW')], () => ({
    to: onItsPools(container.pod, terrain, trafficPosition),
    how: `Container ${container.name} listens to all that passes its node.`,
    barriers: rootBarriers(container, terrain),
  }))
}
