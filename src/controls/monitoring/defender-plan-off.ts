import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

const otherPlans = 'Checkov has one such check for each plan, which lets all others pass.'

export const defenderPlanOff: Control<'defender-plan'> = {
  id: 'BH-1265',
  name: 'defender-plan-off',
  title: 'Plan of Defender is switched off',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'trivy:AZU-0045',
    'checkov:CKV_AZURE_19',
    'checkov:CKV_AZURE_85',
    'checkov:CKV_AZURE_86',
    'checkov:CKV_AZURE_87',
    'checkov:CKV_AZURE_234',
    'mcsb:LT-1',
    'defender-for-containers:e599a9fe-30e3-47c6-a173-8b4b6d9d3255',
    'psrule:Azure.Defender.Containers',
    'psrule:Azure.Defender.Arm',
    'psrule:Azure.Defender.KeyVault',
    'psrule:Azure.Defender.Cspm',
  ],
  differs: {
    'checkov:CKV_AZURE_85': otherPlans,
    'checkov:CKV_AZURE_86': otherPlans,
    'checkov:CKV_AZURE_87': otherPlans,
    'checkov:CKV_AZURE_234': otherPlans,
  },
  rationale:
    'Without the plan nobody scans the images of the registry, and nobody sees what the API server, the vaults and Azure Resource Manager are asked by somebody who should not.',
  remediation:
    'Bicep and ARM: `properties.pricingTier: Standard` of `Microsoft.Security/pricings`; Terraform: `tier = "Standard"`; for `Containers`, `KeyVaults`, `Arm` and `CloudPosture`.',
  applies: 'defender-plan',
  check: ({ tier, name }) =>
    demand(tier, (text) => text === 'Standard', `Plan ${name} of Defender is switched off.`),
  examples: {
    fail: [azure('security_center_subscription_pricing', 'resource_type = "Containers"', 'tier = "Free"')],
    pass: [
      azure('security_center_subscription_pricing', 'resource_type = "Containers"', 'tier = "Standard"'),
    ],
    unknown: [
      azure('security_center_subscription_pricing', 'resource_type = "Containers"', 'tier = var.unknown'),
    ],
  },
}
