import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const nodesKeepOldImages: Control<'managed-cluster'> = {
  id: 'BH-1121',
  name: 'nodes-keep-old-images',
  title: 'Nodes keep images that nothing uses',
  layer: 'process',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'supply-chain',
  references: [
    'azure-policy:af3c26b2-6fad-493e-9236-9c68928516ab',
    'azure-policy:7e49285c-4bed-4564-b26a-5225ccc311f3',
    'mcsb:PV-6',
    'aks-baseline:20',
  ],
  rationale:
    'Old images with known flaws, and those of other tenants, stay on shared nodes, where a pod of another tenant can start them without a credential.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.imageCleaner.enabled: true`; Terraform: `image_cleaner_enabled = true`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.security.imageCleaner,
      (isOn) => isOn,
      `Cluster ${cluster.name} keeps images on its nodes that nothing uses.`,
    ),
  examples: {
    fail: [cluster(), cluster('image_cleaner_enabled = false')],
    pass: [cluster('image_cleaner_enabled = true')],
    unknown: [cluster('image_cleaner_enabled = var.unknown')],
  },
}
