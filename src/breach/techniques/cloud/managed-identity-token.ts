import { kubeletIdentity } from '../../cloud-identities.ts'
import { cloudIdentityPosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'

export const managedIdentityToken: Technique<'metadata'> = {
  id: 'AZ_MI_TOKEN',
  name: 'managed-identity-token',
  title: 'The metadata service hands out the nodes’ identities',
  from: 'metadata',
  to: ['cloud-identity'],
  guarantees: ['containment'],
  attack: ['T1078.004'],
  matrix: ['MS-TA9020'],
  vector: 'exposed-secrets',
  barriers: [],
  controls: ['pod-reaches-instance-metadata'],
  rationale:
    'Every managed identity that is assigned to the scale set, the kubelet’s and those of add-ons, is for whoever asks: its token opens Azure with the rights of the node.',
  find: () => [
    {
      to: cloudIdentityPosition(kubeletIdentity),
      how: 'AKS gives the nodes of each pool the kubelet’s identity.',
      evidence: [],
      barriers: [],
    },
  ],
  examples: { open: ['{}'], barred: [], closed: [], unknown: [] },
}
