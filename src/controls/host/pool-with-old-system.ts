import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { pool } from '../azure-examples.ts'

export const poolWithOldSystem: Control<'agent-pool'> = {
  id: 'BH-1138',
  name: 'pool-with-old-system',
  title: 'Nodes run a system that gets no fixes',
  layer: 'host',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: ['mcsb:PV-4', 'aks-baseline:27'],
  rationale:
    'The kernel is what holds a container back. One that gets no fixes holds until somebody publishes how it does not.',
  remediation: 'Bicep and ARM: `properties.osSKU: AzureLinux3` or `Ubuntu2404`; Terraform: `os_sku`.',
  applies: 'agent-pool',
  check: (pool) =>
    forbid(
      pool.osSKU,
      (sku) => sku !== undefined && old.has(sku.toLowerCase()),
      `The nodes of pool ${pool.name} run a system that gets no fixes any more.`,
    ),
  examples: {
    fail: [pool('os_sku = "CBLMariner"'), pool('os_sku = "Mariner"')],
    pass: [pool('os_sku = "AzureLinux3"'), pool()],
    unknown: [pool('os_sku = var.unknown')],
  },
}

/** Dated data (2026-11): retired by AKS, learn.microsoft.com/azure/aks/supported-kubernetes-versions. */
const old = new Set(['cblmariner', 'mariner', 'ubuntu1804', 'ubuntu2004'])
