import type { Bulletin } from '../../knowledge/aks-bulletins.ts'
import type { Facts } from '../../knowledge/platform-facts.ts'
import { lacksRuntimeFixes, missingFixes, nodeImageOf } from '../../link/node-fixes.ts'
import type { AgentPool } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { ClusterNode } from '../../model/node.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'

/** A node or pool that lacks known fixes, and where that shows. */
export interface Outdated {
  /** `the image of node aks-models-1`. */
  readonly shownBy: string
  readonly origin: Origin
}

/**
 * What nodes say of themselves. An old containerd or an old image shows that fixes are missing, a new one does not show that
 * all are there: nodes name no runc, and bulletins come after flaws.
 */
export function factsOfNodes(platform: Platform): Facts {
  const kernel = outdatedKernel(platform) === undefined ? {} : { nodeKernel: { value: 'outdated' } }
  const runtime = outdatedRuntime(platform) === undefined ? {} : { containerRuntime: { value: 'outdated' } }
  return { ...kernel, ...runtime }
}

/** Whose container runtime lacks known fixes. */
export function outdatedRuntime(platform: Platform): Outdated | undefined {
  const node = platform
    .all('node')
    .find(({ software }) => lacksRuntimeFixes(valueOf(software.containerRuntime) ?? ''))
  if (node === undefined) return outdatedImage(platform, 'runtime')
  const origin = originOf(node.software.containerRuntime) ?? node.origin
  return { shownBy: `the container runtime of node ${node.name}`, origin }
}

/** Whose kernel lacks known fixes. */
export function outdatedKernel(platform: Platform): Outdated | undefined {
  return outdatedImage(platform, 'kernel')
}

function outdatedImage(platform: Platform, part: Bulletin['part']): Outdated | undefined {
  const found = [...platform.all('node'), ...poolsOfOneCluster(platform)].find((asset) => lacks(asset, part))
  if (found === undefined) return undefined
  const what = found.asset === 'node' ? 'node' : 'pool'
  return {
    shownBy: `the image of ${what} ${found.name}`,
    origin: originOf(nodeImageOf(found)) ?? found.origin,
  }
}

/** Of several clusters nobody knows which one the manifests run on. */
function poolsOfOneCluster(platform: Platform): readonly AgentPool[] {
  const owners = new Set(platform.all('agent-pool').map(({ cluster }) => valueOf(cluster)?.to))
  return owners.size > 1 || platform.all('managed-cluster').length > 1 ? [] : platform.all('agent-pool')
}

function lacks(asset: ClusterNode | AgentPool, part: Bulletin['part']): boolean {
  return missingFixes(valueOf(nodeImageOf(asset)) ?? '').some((bulletin) => bulletin.part === part)
}
