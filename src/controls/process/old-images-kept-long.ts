import type { Control } from '../control.ts'
import { demand, whereSo } from '../verdict.ts'
import { mayBe } from '../../model/known.ts'
import { cluster } from '../azure-examples.ts'

export const oldImagesKeptLong: Control<'managed-cluster'> = {
  id: 'BH-1176',
  name: 'old-images-kept-long',
  title: 'Unused images stay on nodes for more than a week',
  layer: 'process',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'supply-chain',
  references: ['mcsb:PV-6'],
  rationale:
    'As long as an image with a known flaw, or one of another tenant, lies on a shared node, a pod there can start it without a credential.',
  remediation:
    'Let the cleaner run at least weekly. Bicep and ARM: `properties.securityProfile.imageCleaner.intervalHours: 168` or less; Terraform: `image_cleaner_interval_hours`.',
  applies: 'managed-cluster',
  when: ({ security }) => mayBe(security.imageCleaner, true),
  check: (cluster) =>
    whereSo(
      cluster.security.imageCleaner,
      demand(
        cluster.security.imageCleanerHours,
        (hours) => hours <= 168,
        `Cluster ${cluster.name} removes unused images less than once a week.`,
      ),
    ),
  examples: {
    fail: [cluster('image_cleaner_enabled = true', 'image_cleaner_interval_hours = 720')],
    pass: [
      cluster('image_cleaner_enabled = true'),
      cluster('image_cleaner_enabled = true', 'image_cleaner_interval_hours = 48'),
    ],
    unknown: [
      cluster('image_cleaner_enabled = var.unknown', 'image_cleaner_interval_hours = 999'),
      cluster('image_cleaner_enabled = true', 'image_cleaner_interval_hours = var.unknown'),
    ],
  },
}
