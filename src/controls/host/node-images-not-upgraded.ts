import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const nodeImagesNotUpgraded: Control<'managed-cluster'> = {
  id: 'BH-1124',
  name: 'node-images-not-upgraded',
  title: 'Nobody upgrades the images of the nodes',
  layer: 'host',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: [
    'azure-policy:04408ca5-aa10-42ce-8536-98955cdddd4c',
    'azure-policy:40f1aee2-4db4-4b74-acb1-c6972e24cca8',
    'psrule:Azure.AKS.NodeAutoUpgrade',
    'mcsb:PV-6',
    'mcsb:PV-7',
    'aks-baseline:26',
  ],
  differs: {
    'psrule:Azure.AKS.NodeAutoUpgrade':
      'PSRule fails a cluster that says nothing; since version 2023-06-01 of its API AKS takes `NodeImage` then.',
  },
  rationale:
    'An unpatched kernel is the way from a container without any right to root on the node: some fixes came with a new node image alone.',
  remediation:
    'Bicep and ARM: `properties.autoUpgradeProfile.nodeOSUpgradeChannel: NodeImage` or `SecurityPatch`; Terraform: `node_os_upgrade_channel = "NodeImage"`; with a maintenance window of four hours or more.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.nodeOSUpgradeChannel,
      (channel) => channel !== undefined && old.has(channel.toLowerCase()),
      `The nodes of cluster ${cluster.name} keep the image that they started with.`,
    ),
  examples: {
    fail: [cluster('node_os_upgrade_channel = "None"'), cluster('node_os_channel_upgrade = "Unmanaged"')],
    pass: [cluster('node_os_upgrade_channel = "NodeImage"'), cluster()],
    unknown: [cluster('node_os_upgrade_channel = var.unknown')],
  },
}

const old = new Set(['none', 'unmanaged'])
