import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const nodesProvisionedForAnybody: Control<'managed-cluster'> = {
  id: 'BH-1191',
  name: 'nodes-provisioned-for-anybody',
  title: 'Pods get new nodes without a cap of Azure',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Node autoprovisioning makes machines of any size as long as pods wait for one, and has no greatest number as pools do. It knows no sandboxed nodes, either.',
  remediation:
    'Bicep and ARM: `properties.nodeProvisioningProfile.mode: Manual`; Terraform: `node_provisioning_profile { mode = "Manual" }`. Or put `limits` into every Karpenter NodePool and waive this.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.nodeProvisioning,
      (mode) => mode.toLowerCase() === 'auto',
      `Cluster ${cluster.name} makes nodes for whatever pods ask for.`,
    ),
  examples: {
    fail: [cluster(block('node_provisioning_profile', 'mode = "Auto"'))],
    pass: [cluster(), cluster(block('node_provisioning_profile', 'mode = "Manual"'))],
    unknown: [cluster(block('node_provisioning_profile', 'mode = var.unknown'))],
  },
}
