import type { Control } from '../control.ts'
import { forbid, worst, type Verdict } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { referringBy } from '../../link/references.ts'
import type { ClusterExtension, ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { cluster, clusterPart } from '../azure-examples.ts'

export const metadataBlockRefused: Control<'managed-cluster'> = {
  id: 'BH-1217',
  name: 'metadata-block-refused',
  title: 'AKS refuses to block the metadata service here',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.imds'],
  vector: 'misconfigured-container',
  references: ['mcsb:IM-3'],
  rationale:
    'The block of the metadata service (a preview) cannot stand beside these add-ons: the deployment fails, and whoever mends it drops the block. Then every pod has the identity of its node.',
  remediation:
    'Turn the add-on off, and let an admission engine and metrics of one’s own stand in; or remove `networkProfile.podLinkLocalAccess` and deny 169.254.169.254 for all pods by a CiliumClusterwideNetworkPolicy.',
  applies: 'managed-cluster',
  when: ({ network }) => valueOf(network.podLinkLocalAccess)?.toLowerCase() === 'none',
  check: judge,
  examples: {
    fail: [
      `${cluster('azure_policy_enabled = true # <-')}${blocked()}`,
      `${cluster('ai_toolchain_operator_enabled = true # <-')}${blocked()}`,
      `${cluster()}${blocked()}${extension('"microsoft.flux" # <-')}`,
    ],
    pass: [
      `${cluster()}${blocked()}`,
      `${cluster('azure_policy_enabled = false')}${blocked()}${extension('"microsoft.dapr"')}`,
    ],
    unknown: [
      `${cluster('azure_policy_enabled = var.unknown')}${blocked()}`,
      `${cluster()}${blocked()}${extension('var.unknown')}`,
    ],
  },
}

/** https://learn.microsoft.com/azure/aks/imds-restriction */
function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const { addons, hasKaito, appRouting, costAnalysis, name } = cluster
  const refused: readonly (readonly [string, ManagedCluster['hasKaito']])[] = [
    ['Azure Policy', addons.azurePolicy],
    ['Container Insights', addons.monitoring],
    ['the gateway of Application Gateway', addons.applicationGateway],
    ['virtual nodes', addons.virtualNodes],
    ['the AI toolchain operator', hasKaito],
    ['application routing', appRouting.isOn],
    ['cost analysis', costAnalysis],
  ]
  const message = (what: string): string =>
    `AKS does not block the metadata service of cluster ${name} beside ${what}.`
  return worst([
    ...refused.map(([what, isOn]) => forbid(isOn, (on) => on, message(what))),
    ...extensionsOf(cluster, platform).map(({ extensionType }) =>
      forbid(extensionType, (type) => extensions.has(type?.toLowerCase() ?? ''), message('an extension')),
    ),
  ])
}

/** Flux and Backup. */
const extensions = new Set(['microsoft.flux', 'microsoft.dataprotection.kubernetes'])

const extensionsNaming = referringBy('cluster-extension', ({ cluster }) => [cluster])

function extensionsOf(cluster: ManagedCluster, platform: Platform): readonly ClusterExtension[] {
  return extensionsNaming(cluster, platform).flatMap(({ asset, match }) => (match === 'yes' ? [asset] : []))
}

function blocked(): string {
  return `resource "azapi_update_resource" "block" {
  type = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  resource_id = azurerm_kubernetes_cluster.models.id
  body = { properties = { networkProfile = { podLinkLocalAccess = "None" } } }
}
`
}

function extension(type: string): string {
  const of = 'cluster_id = azurerm_kubernetes_cluster.models.id'
  return clusterPart('extension', of, `extension_type = ${type}`)
}
