import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const storageDriverForAll: Control<'managed-cluster'> = {
  id: 'BH-1190',
  name: 'storage-driver-for-all',
  title: 'Cluster runs a driver for shared storage',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['D.sep'],
  vector: 'misconfigured-container',
  references: ['azure-policy:c5110b6e-5272-4989-9935-59ad06fdf341', 'mcsb:AM-2'],
  differs: {
    'azure-policy:c5110b6e-5272-4989-9935-59ad06fdf341':
      'The policy wants every driver on; one that no model needs is one more privileged pod on every node.',
  },
  rationale:
    'The driver for blobs runs privileged on every node and mounts what whole tenants share. Azure Policy wants it on; where no model needs it, it is one more thing to break out through.',
  remediation:
    'Bicep and ARM: `properties.storageProfile.blobCSIDriver.enabled: false`; Terraform: `storage_profile { blob_driver_enabled = false }`. Waive it where models are read from blobs.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.storage.blob,
      (isOn) => isOn,
      `Cluster ${cluster.name} runs the driver for blobs on every node.`,
    ),
  examples: {
    fail: [cluster(block('storage_profile', 'blob_driver_enabled = true'))],
    pass: [cluster(), cluster(block('storage_profile', 'blob_driver_enabled = false'))],
    unknown: [cluster(block('storage_profile', 'blob_driver_enabled = var.unknown'))],
  },
}
