import type { Control } from '../control.ts'
import { forbid, whereSo } from '../verdict.ts'
import { mayBe } from '../../model/known.ts'
import { cluster } from '../azure-examples.ts'

export const privateClusterNamedInPublic: Control<'managed-cluster'> = {
  id: 'BH-1103',
  name: 'private-cluster-named-in-public',
  title: 'Private API server has a public name',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2'],
  rationale:
    'A public name hands out the private address of the API server, and tells whoever looks that there is a cluster to aim at.',
  remediation:
    'Bicep and ARM: `properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN: false`; Terraform: `private_cluster_public_fqdn_enabled = false`.',
  applies: 'managed-cluster',
  when: (cluster) => mayBe(cluster.apiServer.enablePrivateCluster, true),
  check: (cluster) =>
    whereSo(
      cluster.apiServer.enablePrivateCluster,
      forbid(
        cluster.apiServer.enablePrivateClusterPublicFQDN,
        (isOn) => isOn,
        `Cluster ${cluster.name} tells its private address to everybody who asks the public DNS.`,
      ),
    ),
  examples: {
    fail: [cluster('private_cluster_enabled = true', 'private_cluster_public_fqdn_enabled = true')],
    pass: [cluster('private_cluster_enabled = true')],
    unknown: [
      cluster('private_cluster_enabled = var.unknown', 'private_cluster_public_fqdn_enabled = true'),
      cluster('private_cluster_enabled = true', 'private_cluster_public_fqdn_enabled = var.unknown'),
    ],
  },
}
