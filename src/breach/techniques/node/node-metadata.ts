import { metadataPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeMetadata: Technique<'node'> = {
  id: 'NOD_IMDS',
  name: 'node-metadata',
  title: 'Root on a node asks the metadata service as the node',
  from: 'node',
  to: ['metadata'],
  guarantees: ['containment'],
  attack: ['T1552.005'],
  matrix: ['MS-TA9028'],
  vector: 'exposed-secrets',
  barriers: [],
  controls: [],
  rationale:
    'The instance metadata service answers whoever asks from the node’s own network. No network policy and no restriction for pods holds root on the node.',
  find: ({ name }) => [
    {
      to: metadataPosition(name),
      how: '169.254.169.254 answers the node itself, whatever is blocked for pods.',
      evidence: [],
      barriers: [],
    },
  ],
  examples: { open: ['{}'], barred: [], closed: [], unknown: [] },
}
