import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const workloadIdentityOff: Control<'managed-cluster'> = {
  id: 'BH-1111',
  name: 'workload-identity-off',
  title: 'Workloads cannot have identities of their own',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:5.2.1',
    'cis-aks-1.7:5.2.1',
    'azure-policy:2cc2e023-0dac-4046-875b-178f683929d5',
    'mcsb:IM-3',
    'aks-baseline:14',
  ],
  rationale:
    'Where workloads have no identities of their own, what they need is given to the nodes, and so to every container on them.',
  remediation:
    'Bicep and ARM: `properties.oidcIssuerProfile.enabled: true` and `properties.securityProfile.workloadIdentity.enabled: true`; Terraform: `oidc_issuer_enabled = true` and `workload_identity_enabled = true`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    worst(
      [cluster.oidcIssuer, cluster.security.workloadIdentity].map((known) =>
        demand(known, (isOn) => isOn, `Cluster ${cluster.name} has no workload identities.`),
      ),
    ),
  examples: {
    fail: [
      cluster('oidc_issuer_enabled = true'),
      cluster('oidc_issuer_enabled = true', 'workload_identity_enabled = false'),
    ],
    pass: [cluster('oidc_issuer_enabled = true', 'workload_identity_enabled = true')],
    unknown: [cluster('oidc_issuer_enabled = true', 'workload_identity_enabled = var.unknown')],
  },
}
