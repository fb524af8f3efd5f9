import { barrierAt } from '../../make-barrier.ts'
import { clusterPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeAuthorizerFlaw: Technique<'node-account'> = {
  id: 'K8S_NODE_AUTHORIZER',
  name: 'node-authorizer-flaw',
  title: 'A flaw of authorisation lets a node rule the cluster',
  from: 'node-account',
  to: ['cluster'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1078'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['A.node'],
  controls: [],
  rationale:
    'The node authorizer and NodeRestriction leave a kubelet its own pods and their secrets, nothing else. A flaw in them, as in CVE-2018-1002105, opens the whole API.',
  find: () => [
    {
      to: clusterPosition,
      how: 'A kubelet’s credential is valid at the API server; authorisation alone keeps it to its node.',
      evidence: [],
      barriers: [
        barrierAt('A.node', { at: 'api-server', label: 'the API server’s authorisation has no known flaw' }),
      ],
    },
  ],
  examples: { open: [], barred: ['{}'], closed: [], unknown: [] },
}
