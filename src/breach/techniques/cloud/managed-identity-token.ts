import { kubeletIdentity } from '../../facts/cloud-identities.ts'
import { originOf } from '../../../model/known.ts'
import type { Origin } from '../../../model/origin.ts'
import type { Platform } from '../../../model/platform.ts'
import { clusterOf } from '../../../link/azure.ts'
import { cloudIdentityPosition } from '../../steps/position.ts'
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
  find: (_, { platform }) => [
    {
      to: cloudIdentityPosition(kubeletIdentity),
      how: 'AKS gives the nodes of each pool the kubelet’s identity.',
      evidence: kubeletEvidence(platform),
      barriers: [],
    },
  ],
  examples: { open: ['{}'], barred: [], closed: [], unknown: [] },
}

/** Where the cluster says which identity that is, or else where the cluster stands. */
function kubeletEvidence(platform: Platform): readonly Origin[] {
  const cluster = clusterOf(platform)
  return cluster === undefined ? [] : [originOf(cluster.kubeletIdentity) ?? cluster.origin]
}
