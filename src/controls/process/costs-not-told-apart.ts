import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import { cluster, missing } from '../azure-examples.ts'

export const costsNotToldApart: Control<'managed-cluster'> = {
  id: 'BH-1289',
  name: 'costs-not-told-apart',
  title: 'Nobody sees which namespace spends the money',
  layer: 'process',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The bill names machines. Which tenant’s pods they ran, only the add-on tells; without it a miner in one namespace looks like growth.',
  remediation:
    'Bicep and ARM: `properties.metricsProfile.costAnalysis.enabled: true`; Terraform: `cost_analysis_enabled = true`. It excludes the managed block of the metadata service.',
  applies: 'managed-cluster',
  when: ({ network, skuTier }) =>
    !isKnown(skuTier, 'Free') && valueOf(network.podLinkLocalAccess)?.toLowerCase() !== 'none',
  check: ({ costAnalysis, name }) =>
    demand(costAnalysis, (isOn) => isOn, `Nobody sees which namespace of cluster ${name} spends the money.`),
  examples: {
    fail: [missing(cluster('sku_tier = "Standard"'))],
    pass: [cluster('sku_tier = "Standard"', 'cost_analysis_enabled = true')],
    unknown: [cluster('sku_tier = "Standard"', 'cost_analysis_enabled = var.unknown')],
  },
}
