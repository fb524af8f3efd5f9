import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const clusterNotUpgraded: Control<'managed-cluster'> = {
  id: 'BH-1123',
  name: 'cluster-not-upgraded',
  title: 'Nobody upgrades the cluster',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-host',
  references: [
    'checkov:CKV_AZURE_171',
    'azure-policy:5c345cdf-2049-47e0-b8fe-b0e96bc2df35',
    'psrule:Azure.AKS.AutoUpgrade',
    'mcsb:PV-7',
    'aks-baseline:25',
  ],
  rationale:
    'Known ways from a container to the node and to the API server stay open until the version moves.',
  remediation:
    'Bicep and ARM: `properties.autoUpgradeProfile.upgradeChannel: patch` or `stable`; Terraform: `automatic_upgrade_channel = "patch"`; with a maintenance window.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.upgradeChannel,
      (channel) => channel !== undefined && channels.has(channel.toLowerCase()),
      `Cluster ${cluster.name} stays on its version until somebody upgrades it.`,
    ),
  examples: {
    fail: [
      cluster(),
      cluster('automatic_upgrade_channel = "none"'),
      armCluster('autoUpgradeProfile = { upgradeChannel = "" }'),
    ],
    pass: [cluster('automatic_upgrade_channel = "patch"'), cluster('automatic_channel_upgrade = "stable"')],
    unknown: [cluster('automatic_upgrade_channel = var.unknown')],
  },
}

const channels = new Set(['node-image', 'patch', 'rapid', 'stable'])
