import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const nodesTrustOwnAuthorities: Control<'managed-cluster'> = {
  id: 'BH-1179',
  name: 'nodes-trust-own-authorities',
  title: 'Nodes trust certificate authorities of one’s own',
  layer: 'host',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['mcsb:DP-3'],
  rationale:
    'Whoever holds the key of such an authority reads and changes every pull and every call of the nodes. It may be wanted: then somebody has to have looked at it.',
  remediation:
    'Remove `properties.securityProfile.customCATrustCertificates` (Terraform: `custom_ca_trust_certificates_base64`), or waive this with who looked at the authorities and when.',
  applies: 'managed-cluster',
  check: (cluster) =>
    every(cluster.security.customAuthorities, (authority) =>
      forbid(
        authority,
        () => true,
        `Nodes of cluster ${cluster.name} trust an authority beyond the usual ones.`,
      ),
    ),
  examples: {
    fail: [cluster('custom_ca_trust_certificates_base64 = ["LS0tLS1CRUdJTg=="]')],
    pass: [cluster()],
    unknown: [cluster('custom_ca_trust_certificates_base64 = var.unknown')],
  },
}
