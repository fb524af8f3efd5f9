import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const imageFlawsNotRejected: Control<'managed-cluster'> = {
  id: 'BH-1175',
  name: 'image-flaws-not-rejected',
  title: 'Images with known flaws are let in',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'supply-chain',
  references: ['mcsb:PV-6', 'mcsb:DS-6'],
  rationale:
    'A scanner that only reports lets the flawed image start. Gated deployment asks its findings at admission; it looks at images of Azure’s registries only and needs rules that deny, which are made in Defender.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.defender.securityGating.enabled: true`, and a rule that denies; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.security.gating,
      (isOn) => isOn,
      `Cluster ${cluster.name} starts images whatever a scanner found in them.`,
    ),
  examples: {
    fail: [
      cluster(),
      armCluster('securityProfile = { defender = { securityGating = { enabled = false } } }'),
    ],
    pass: [armCluster('securityProfile = { defender = { securityGating = { enabled = true } } }')],
    unknown: [armCluster('securityProfile = { defender = { securityGating = { enabled = var.unknown } } }')],
  },
}
