import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const nodesMadeOnRequest: Control<'managed-cluster'> = {
  id: 'BH-1128',
  name: 'nodes-made-on-request',
  title: 'An add-on makes GPU nodes for whoever asks',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Who may write a workspace of the operator spends money on GPUs; the add-on also excludes the managed block of the metadata service.',
  remediation:
    'Bicep and ARM: `properties.aiToolchainOperatorProfile.enabled: false`; Terraform: `ai_toolchain_operator_enabled = false`; where tenants share the cluster.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.hasKaito,
      (isOn) => isOn,
      `Cluster ${cluster.name} runs the AI toolchain operator, which makes nodes on request.`,
    ),
  examples: {
    fail: [cluster('ai_toolchain_operator_enabled = true')],
    pass: [cluster()],
    unknown: [cluster('ai_toolchain_operator_enabled = var.unknown')],
  },
}
