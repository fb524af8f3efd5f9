import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { managedNamespace, missing } from '../azure-examples.ts'

export const managedNamespaceWithoutQuota: Control<'managed-namespace'> = {
  id: 'BH-1187',
  name: 'managed-namespace-without-quota',
  title: 'Namespace of a tenant has no quota',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A tenant without a quota takes what the autoscaler gives: all nodes of the pool, and their price.',
  remediation:
    'Bicep and ARM: `properties.defaultResourceQuota` with `cpuLimit` and `memoryLimit` of `managedClusters/managedNamespaces`, set with `azapi_resource` in Terraform.',
  applies: 'managed-namespace',
  check: ({ cpuLimit, memoryLimit, name }) =>
    worst(
      [cpuLimit, memoryLimit].map((limit) =>
        demand(
          limit,
          (amount) => amount !== undefined,
          `Managed namespace ${name} bounds not what its pods take.`,
        ),
      ),
    ),
  examples: {
    fail: [
      missing(managedNamespace('adoptionPolicy = "Never"')),
      missing(managedNamespace('defaultResourceQuota = { cpuLimit = "8000m" }')),
    ],
    pass: [managedNamespace('defaultResourceQuota = { cpuLimit = "8000m", memoryLimit = "32Gi" }')],
    unknown: [managedNamespace('defaultResourceQuota = { cpuLimit = "8000m", memoryLimit = var.unknown }')],
  },
}
