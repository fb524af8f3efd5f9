import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const clusterOnFreeTier: Control<'managed-cluster'> = {
  id: 'BH-1125',
  name: 'cluster-on-free-tier',
  title: 'Nobody answers for the API server',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_170', 'psrule:Azure.AKS.UptimeSLA', 'aks-baseline:28'],
  differs: {
    'checkov:CKV_AZURE_170':
      'Checkov rejects Premium, which has the same promise as Standard and longer support.',
  },
  rationale:
    'The API server of the free tier is small and without promise: a tenant that floods it takes the cluster from all others.',
  remediation: 'Bicep and ARM: `sku.tier: Standard` or `Premium`; Terraform: `sku_tier = "Standard"`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.skuTier,
      (tier) => tier.toLowerCase() === 'free',
      `Cluster ${cluster.name} is on the free tier.`,
    ),
  examples: {
    fail: [cluster(), cluster('sku_tier = "Free"')],
    pass: [cluster('sku_tier = "Standard"'), cluster('sku_tier = "Premium"')],
    unknown: [cluster('sku_tier = var.unknown')],
  },
}
