import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryWithoutDataEndpoint: Control<'container-registry'> = {
  id: 'BH-1147',
  name: 'registry-without-data-endpoint',
  title: 'Registry needs all storage of Azure reachable',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_237', 'mcsb:NS-3'],
  rationale:
    'Without endpoints of its own a firewall has to let `*.blob.core.windows.net` through, and that takes the data of anybody, to anybody.',
  remediation:
    'Bicep and ARM: `properties.dataEndpointEnabled: true`; Terraform: `data_endpoint_enabled = true`. It needs Premium.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.dataEndpointEnabled,
      (isOn) => isOn,
      `Whoever pulls from registry ${registry.name} has to reach every storage account of Azure.`,
    ),
  examples: {
    fail: [registry(), registry('data_endpoint_enabled = false')],
    pass: [registry('data_endpoint_enabled = true')],
    unknown: [registry('data_endpoint_enabled = var.unknown')],
  },
}
