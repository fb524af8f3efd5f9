import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryWithoutQuarantine: Control<'container-registry'> = {
  id: 'BH-1144',
  name: 'registry-without-quarantine',
  title: 'Images can be pulled before anybody looked',
  layer: 'registry',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['checkov:CKV_AZURE_166', 'psrule:Azure.ACR.Quarantine', 'mcsb:DS-6', 'aks-baseline:30'],
  rationale:
    'A tenant’s image runs the moment that it is pushed, whatever a scanner would find. Something has to take images out of quarantine again.',
  remediation:
    'Bicep and ARM: `properties.policies.quarantinePolicy.status: enabled`; Terraform: `quarantine_policy_enabled = true`; on the registry that tenants push to, with a verifier. A preview of Azure.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.policies.quarantine,
      (status) => status.toLowerCase() === 'enabled',
      `Registry ${registry.name} hands out images that nobody has scanned.`,
    ),
  examples: {
    fail: [registry(), registry('quarantine_policy_enabled = false')],
    pass: [registry('quarantine_policy_enabled = true')],
    unknown: [registry('quarantine_policy_enabled = var.unknown')],
  },
}
