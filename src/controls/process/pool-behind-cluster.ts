import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import { onlyReferred } from '../../link/references.ts'
import type { AgentPool, ManagedCluster } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { cluster, pool } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { demand, doubtful, pass, type Verdict } from '../verdict.ts'
import { versionOf } from '../version-support.ts'

export const poolBehindCluster: Control<'agent-pool'> = {
  id: 'BH-1387',
  name: 'pool-behind-cluster',
  title: 'Nodes run an older Kubernetes than their cluster',
  layer: 'process',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-host',
  references: ['psrule:Azure.AKS.PoolVersion'],
  differs: {
    'psrule:Azure.AKS.PoolVersion':
      'PSRule asks for the same text; here a pool fails whose minor version is the older one.',
  },
  rationale:
    'Kubelets are upgraded pool by pool, and one that is left behind misses the fixes and the fields of pods that the cluster already takes: what a policy asks for in them the kubelet passes over.',
  remediation:
    'Upgrade the pool with its cluster: `az aks nodepool upgrade`. Bicep and ARM: `properties.orchestratorVersion`; Terraform: `orchestrator_version`.',
  applies: 'agent-pool',
  when: (asset, platform) => [versionOf(asset), clusterVersion(asset, platform)].every(isSaid),
  check: judge,
  examples: {
    fail: [versions('"1.33"', '"1.35.1"')],
    pass: [versions('"1.35.0"', '"1.35.1"'), versions('"1.36"', '"1.36"')],
    unknown: [versions('var.unknown', '"1.35"'), versions('"1.35"', 'var.unknown')],
  },
}

type Version = ManagedCluster['kubernetesVersion']

function clusterVersion(asset: AgentPool, platform: Platform): Version | undefined {
  const owner = onlyReferred(platform, 'managed-cluster', [asset, asset.cluster])
  return owner === undefined ? undefined : versionOf(owner)
}

function isSaid(version: Version | undefined): boolean {
  return version?.state === 'hidden' || (version !== undefined && /^\d+\.\d+/.test(valueOf(version) ?? ''))
}

function judge(asset: AgentPool, platform: Platform): Verdict {
  const wanted = clusterVersion(asset, platform)
  if (wanted === undefined) return pass()
  const message = `Pool ${asset.name} runs an older Kubernetes than its cluster.`
  if (wanted.state === 'hidden') return doubtful(message, wanted.reason, originOf(versionOf(asset)))
  return demand(versionOf(asset), (own = '') => isAtLeast(own, valueOf(wanted) ?? ''), message)
}

function versions(own: string, wanted: string): string {
  const id = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `${pool(id, `orchestrator_version = ${own}`)}${cluster(`kubernetes_version = ${wanted}`)}`
}
