import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const podIdentityAddOn: Control<'managed-cluster'> = {
  id: 'BH-1162',
  name: 'pod-identity-add-on',
  title: 'An agent hands identities to pods by their address',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['psrule:Azure.AKS.PodIdentity', 'mcsb:IM-3'],
  differs: {
    'psrule:Azure.AKS.PodIdentity':
      'PSRule asks for the add-on, which is retired: workload identity took its place.',
  },
  rationale:
    'The retired pod identity answers whoever has the address of a pod: code with NET_ADMIN or on the network of the node takes the identities of others. Nobody mends it any more.',
  remediation:
    'Move to workload identity and turn the add-on off (`properties.podIdentityProfile.enabled: false` in Bicep and ARM; Terraform has no argument for it).',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.security.podIdentity,
      (isOn) => isOn,
      `Cluster ${cluster.name} hands out identities by the retired pod identity.`,
    ),
  examples: {
    fail: [armCluster('podIdentityProfile = { enabled = true }')],
    pass: [cluster(), armCluster('podIdentityProfile = { enabled = false }')],
    unknown: [armCluster('podIdentityProfile = { enabled = var.unknown }')],
  },
}
