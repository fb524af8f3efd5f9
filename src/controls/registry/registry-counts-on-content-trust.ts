import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, registry } from '../azure-examples.ts'

export const registryCountsOnContentTrust: Control<'container-registry'> = {
  id: 'BH-1207',
  name: 'registry-counts-on-content-trust',
  title: 'Registry counts on signatures that go away',
  layer: 'registry',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV_AZURE_164', 'psrule:Azure.ACR.ContentTrust', 'mcsb:DS-6'],
  differs: {
    'psrule:Azure.ACR.ContentTrust':
      'PSRule asked for Content Trust, which the registry gives up on 2028-03-31.',
    'checkov:CKV_AZURE_164':
      'Checkov demands Content Trust, which version 5 of the provider cannot set and the registry gives up on 2028-03-31.',
  },
  rationale:
    'Docker Content Trust never kept an unsigned image off a node, and Azure removes it on 2028-03-31. Signatures count where admission checks them: Notation or cosign, with a policy that denies.',
  remediation:
    'Bicep and ARM: `properties.policies.trustPolicy.status: disabled`; Terraform: remove `trust_policy_enabled`, which version 5 does not know. Sign with Notation and check at admission.',
  applies: 'container-registry',
  check: (registry) =>
    forbid(
      registry.policies.trust,
      (status) => status.toLowerCase() === 'enabled',
      `Registry ${registry.name} counts on Docker Content Trust.`,
    ),
  examples: {
    fail: [registry('trust_policy_enabled = true'), registry(block('trust_policy', 'enabled = true'))],
    pass: [registry(), registry('trust_policy_enabled = false')],
    unknown: [registry('trust_policy_enabled = var.unknown')],
  },
}
