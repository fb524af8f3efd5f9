import { nodeAccountPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeCredential: Technique<'node'> = {
  id: 'NOD_KUBELET_CRED',
  name: 'node-credential',
  title: 'Root on a node acts as its kubelet',
  from: 'node',
  to: ['account'],
  guarantees: ['containment'],
  attack: ['T1552.004'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: [],
  controls: [],
  rationale:
    'The kubelet’s client certificate lies on the node’s disk. Whoever has it speaks to the API server as `system:node:NAME`.',
  find: ({ name }) => [
    {
      to: nodeAccountPosition(name),
      how: 'The client certificate of the kubelet lies in /var/lib/kubelet/pki.',
      evidence: [],
      barriers: [],
    },
  ],
  examples: { open: ['{}'], barred: [], closed: [], unknown: [] },
}
