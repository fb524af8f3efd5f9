import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const nodesMayChangeEachOther: Control<'managed-cluster'> = {
  id: 'BH-1163',
  name: 'nodes-may-change-each-other',
  title: 'A node may act on what belongs to other nodes',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['A.node'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7', 'aks-baseline:21'],
  rationale:
    'Whoever leaves a container holds the credential of its kubelet. The restriction (a preview of AKS) keeps that credential from labelling itself into another tenant’s pool and from changing other nodes.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.nodeRestriction.enabled: true` in a preview version of the API; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.security.nodeRestriction,
      (isOn) => isOn,
      `Kubelets of cluster ${cluster.name} are not held to their own nodes.`,
    ),
  examples: {
    fail: [cluster(), armCluster('securityProfile = { nodeRestriction = { enabled = false } }')],
    pass: [armCluster('securityProfile = { nodeRestriction = { enabled = true } }')],
    unknown: [armCluster('securityProfile = { nodeRestriction = { enabled = var.unknown } }')],
  },
}
