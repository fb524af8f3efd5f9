import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const kubeletIdentityNotStated: Control<'managed-cluster'> = {
  id: 'BH-1110',
  name: 'kubelet-identity-not-stated',
  title: 'Nobody says which identity the nodes have',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Every pod that reaches the metadata service acts with the nodes’ identity. One that AKS made is found in no declaration, and neither are the rights that somebody gives it.',
  remediation:
    'Make a user-assigned identity that may pull images and nothing else. Bicep and ARM: `properties.identityProfile.kubeletidentity.resourceId`; Terraform: `kubelet_identity {}`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.kubeletIdentity,
      (identity) => identity !== undefined,
      `Cluster ${cluster.name} lets AKS make the identity of its nodes.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [
      cluster(
        block('kubelet_identity', 'user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id'),
      ),
    ],
    unknown: [cluster(block('kubelet_identity', 'user_assigned_identity_id = var.unknown'))],
  },
}
