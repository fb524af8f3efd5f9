import { perhapsPoolsOf, poolsOf } from '../../link/agent-pools.ts'
import { clusterOf } from '../../link/azure.ts'
import type { AgentPool } from '../../model/azure.ts'
import { hidden, type Known, mapKnown, stated, unset, valueOf } from '../../model/known.ts'
import type { ClusterNode, Taint } from '../../model/node.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { sandboxLabel } from './scheduled-pods.ts'

/**
 * One node of each declared agent pool, as AKS will make it: its labels, taints and devices say which pods it takes.
 * Pools of which nodes were read are left to these.
 */
export function nodesOfAgentPools(
  platform: Platform,
  keysAskedFor: () => readonly string[],
): readonly ClusterNode[] {
  const cluster = clusterOf(platform)
  if (cluster === undefined) return []
  const keys = keysAskedFor()
  const seen = new Set(platform.all('node').map(({ labels }) => valueOf(labels.get(poolLabel) ?? unset())))
  const perhaps = perhapsPoolsOf(cluster, platform).map((pool) => ({
    ...pool,
    confidence: 'possible' as const,
  }))
  return [...poolsOf(cluster, platform), ...perhaps]
    .filter((pool) => !seen.has(valueOf(pool.resourceName)))
    .map((pool) => nodeOf(pool, keys))
}

const poolLabel = 'kubernetes.azure.com/agentpool'

function nodeOf(pool: AgentPool, keys: readonly string[]): ClusterNode {
  return {
    ...pool,
    asset: 'node',
    apiVersion: 'v1',
    kind: 'Node',
    name: `a node of ${valueOf(pool.resourceName) ?? pool.name}`,
    labels: labelsOf(pool, keys),
    taints: pool.nodeTaints.map(readTaint),
    software: { kubelet: unset(), containerRuntime: unset(), osImage: unset(), kernel: unset() },
    allocatable: isOfGpus(pool) ? new Map([['nvidia.com/gpu', stated('1', pool.origin)]]) : new Map(),
  }
}

/** The labels that AKS gives the nodes of a pool (learn.microsoft.com/azure/aks/use-labels), and its own. */
function labelsOf(pool: AgentPool, keys: readonly string[]): ReadonlyMap<string, Known<string>> {
  const labels = new Map(labelsOfAks(pool))
  for (const key of keys) {
    const own = pool.nodeLabels.get(key)
    if (own !== undefined) labels.set(key, own)
    else if (!labels.has(key) && key !== sandboxLabel && isSetByNodes(key))
      labels.set(key, hidden('the node sets it itself', pool.origin))
  }
  return labels
}

function labelsOfAks(pool: AgentPool): readonly (readonly [string, Known<string>])[] {
  const { origin, resourceName, osType, mode, vmSize, workloadRuntime } = pool
  const name = stated(valueOf(resourceName) ?? pool.name, origin)
  const size = valueOf(vmSize)
  const kata = workloadRuntime.state === 'hidden' ? workloadRuntime : stated('true', origin)
  return [
    [poolLabel, name],
    ['agentpool', name],
    ['kubernetes.io/os', lower(osType)],
    ['kubernetes.azure.com/mode', lower(mode)],
    ...(size === undefined ? [] : [['node.kubernetes.io/instance-type', stated(size, origin)] as const]),
    ...(isOfGpus(pool) ? gpuLabels.map((key) => [key, stated('nvidia', origin)] as const) : []),
    ...(kata.state === 'hidden' || runsKata(pool) ? [[sandboxLabel, kata] as const] : []),
  ]
}

const gpuLabels = ['accelerator', 'kubernetes.azure.com/accelerator'] as const

/** Labels that nodes, operators and the cloud set: no declaration tells them. */
function isSetByNodes(key: string): boolean {
  return /^(?:topology\.kubernetes\.io|failure-domain\.beta\.kubernetes\.io|node\.kubernetes\.io|kubernetes\.io|beta\.kubernetes\.io|kubernetes\.azure\.com|nvidia\.com|feature\.node\.kubernetes\.io)\//.test(
    key,
  )
}

function lower(known: Known<string>): Known<string> {
  return mapKnown(known, (value) => value.toLowerCase())
}

function runsKata({ workloadRuntime }: AgentPool): boolean {
  return /^Kata(?:Mshv)?VmIsolation$/i.test(valueOf(workloadRuntime) ?? '')
}

/** Sizes of the N family have GPUs. */
function isOfGpus({ vmSize }: AgentPool): boolean {
  return /^standard_n[cdgv]/i.test(valueOf(vmSize) ?? '')
}

/** `key=value:effect`. */
function readTaint(taint: Known<string>): Taint {
  const origin: Origin = taint.state === 'default' ? nowhere : taint.origin
  if (taint.state === 'hidden') return { key: taint, value: taint, effect: taint, origin }
  const [, key = '', value = '', effect = ''] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(taint.value) ?? []
  return { key: stated(key, origin), value: stated(value, origin), effect: stated(effect, origin), origin }
}

const nowhere: Origin = { document: { path: '', text: '' }, start: 0, end: 0 }
