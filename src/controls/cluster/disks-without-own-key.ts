import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const disksWithoutOwnKey: Control<'managed-cluster'> = {
  id: 'BH-1126',
  name: 'disks-without-own-key',
  title: 'Disks of the cluster are encrypted with Azure’s key',
  layer: 'cluster',
  severity: 'info',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_117',
    'trivy:AZU-0067',
    'azure-policy:7d7be79c-23ba-4033-84dd-45e2a5ccdd67',
    'mcsb:DP-5',
  ],
  rationale:
    'Whoever exports a disk of the nodes or of a volume reads it; a key of one’s own can be taken away.',
  remediation: 'Bicep and ARM: `properties.diskEncryptionSetID`; Terraform: `disk_encryption_set_id`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.diskEncryptionSet,
      (set) => set !== undefined,
      `The disks of cluster ${cluster.name} are encrypted with a key that Azure keeps.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [cluster('disk_encryption_set_id = azurerm_disk_encryption_set.main.id')],
    unknown: [cluster('disk_encryption_set_id = var.unknown')],
  },
}
