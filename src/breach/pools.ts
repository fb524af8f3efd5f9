import { compareText } from '../kernel/text.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { FactsAsked } from './facts.ts'
import type { Assumption } from './barrier.ts'

/** Nodes that are alike: the same labels, the same image. Where code may run on one of them, it may run on each. */
export interface Pool {
  readonly name: string
  /** The labels by which pods choose it; none where pods land that choose nothing. */
  readonly labels: ReadonlyMap<string, string>
}

/** A pool that a pod may run on. */
export interface Placement {
  readonly pool: Pool
  /** Unset where it surely may. */
  readonly assumes?: Assumption
}

/** Where pods may run, as far as their manifests tell: no manifest shows the taints of a node. */
export interface Pools {
  readonly all: readonly Pool[]
  placementsOf(pod: Pod): readonly Placement[]
  /** Pods that may run on a pool. */
  podsOn(pool: Pool): readonly PlacedPod[]
}

export interface PlacedPod {
  readonly pod: Pod
  readonly assumes?: Assumption
}

const generalPool: Pool = { name: 'nodes', labels: new Map() }

export function findPools(platform: Platform, facts: FactsAsked): Pools {
  const pods = platform.all('pod').filter(({ orchestrator }) => orchestrator === 'kubernetes')
  const all = poolsChosenBy(pods)
  const placements = new Map(pods.map((pod) => [pod, placementsOf(pod, all, facts)] as const))
  const onPool = new Map<Pool, PlacedPod[]>(all.map((pool) => [pool, []]))
  for (const [pod, places] of placements) {
    for (const { pool, ...rest } of places) onPool.get(pool)?.push({ pod, ...rest })
  }
  return {
    all,
    placementsOf: (pod) => placements.get(pod) ?? [],
    podsOn: (pool) => onPool.get(pool) ?? [],
  }
}

/** One pool for each set of labels that some pod asks for, and one for pods that ask for none. */
function poolsChosenBy(pods: readonly Pod[]): readonly Pool[] {
  const chosen = new Map<string, Pool>()
  for (const pod of pods) {
    const labels = choiceOf(pod)
    if (labels.size === 0) continue
    const name = [...labels].map(([key, value]) => `${key}=${value}`).join(',')
    if (!chosen.has(name)) chosen.set(name, { name, labels })
  }
  return [generalPool, ...[...chosen.values()].sort((a, b) => compareText(a.name, b.name))]
}

/** Labels that every Linux node has choose nothing. */
const everywhere = new Set([
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
])

function choiceOf(pod: Pod): ReadonlyMap<string, string> {
  const stated = [...pod.nodeSelector].flatMap(([key, value]) =>
    value.state === 'hidden' || everywhere.has(key) ? [] : [[key, value.value] as const],
  )
  return new Map(stated.sort(([a], [b]) => compareText(a, b)))
}

function placementsOf(pod: Pod, pools: readonly Pool[], facts: FactsAsked): readonly Placement[] {
  return pools.flatMap((pool) => {
    const fit = fitOf(pod, pool)
    if (fit === 'no') return []
    if (fit === 'yes') return [{ pool }]
    const answer = facts.ask('placement')
    return answer.is === 'good'
      ? []
      : [{ pool, ...(answer.assumes === undefined ? {} : { assumes: answer.assumes }) }]
  })
}

/**
 * A pod runs where its selector says. One that asks for less than a pool's labels may land there all the same, unless a
 * taint keeps it out or admission does.
 */
function fitOf(pod: Pod, pool: Pool): 'yes' | 'no' | 'maybe' {
  const choice = choiceOf(pod)
  for (const [key, value] of choice) {
    const label = pool.labels.get(key)
    if (label === undefined && pool === generalPool) return 'no'
    if (label !== undefined && label !== value) return 'no'
    if (label === undefined) return 'maybe'
  }
  return choice.size === pool.labels.size ? 'yes' : 'maybe'
}

/** Whether only pods of one tenant, and the platform's own, may run on a pool. */
export function ownerOf(
  pool: Pool,
  pools: Pools,
  tenantOf: (pod: Pod) => string | undefined,
): string | undefined {
  const tenants = new Set(pools.podsOn(pool).flatMap(({ pod }) => tenantOf(pod) ?? []))
  const [only] = tenants
  return tenants.size === 1 ? only : undefined
}
