import type { Container } from '../../../model/pod.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { holdsCapability } from '../../ways/capabilities.ts'
import { openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { sharesNetwork } from '../../nodes/host-namespaces.ts'
import { neighboursPosition, nodeNetworkPosition, trafficPosition } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeFirewallRewrite: Technique<'container'> = {
  id: 'ESC_NET_ADMIN',
  name: 'node-firewall-rewrite',
  title: 'A container rewrites routes and filters of its node',
  from: 'container',
  to: ['node-network', 'traffic', 'neighbours'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1562.004'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'X.guest'],
  controls: ['host-network', 'capability-net-admin-added', 'capability-all-added', 'may-run-as-root'],
  rationale:
    'NET_ADMIN rules the network that a container is in, and on the node’s network that is the node’s: code takes its filters away, leads what other pods send through itself, and cuts them off. In a pod’s own network the capability reaches no further than the pod.',
  find: (container, terrain) =>
    openWhere([sharesNetwork(container), holdsCapability(container, 'NET_ADMIN')], () => ({
      to: reachedBy(container, terrain),
      how: `Container ${container.name} holds NET_ADMIN in its node’s network.`,
      barriers: rootBarriers(container, terrain),
    })),
  examples: {
    open: [
      podWith('hostNetwork: true', 'securityContext: { capabilities: { add: [NET_ADMIN] } }'),
      podWith(
        'hostNetwork: true',
        'securityContext: { capabilities: { add: [cap_net_admin], drop: [ALL] } }',
      ),
    ],
    barred: [
      {
        manifest: podWith(
          'hostNetwork: true',
          'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { add: [NET_ADMIN] } }',
        ),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      podWith('hostNetwork: true'),
      podWith('hostNetwork: false', 'securityContext: { capabilities: { add: [NET_ADMIN] } }'),
    ],
    unknown: [
      podWith('hostNetwork: "{{ .Values.host }}"', 'securityContext: { capabilities: { add: [NET_ADMIN] } }'),
    ],
  },
}

function reachedBy({ pod }: Container, terrain: Terrain): readonly Opening['to'][] {
  return [nodeNetworkPosition, trafficPosition, neighboursPosition].flatMap((position) =>
    onItsPools(pod, terrain, position),
  )
}
