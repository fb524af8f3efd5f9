import type { RequiredDepths, Strand } from '../knowledge/required-depths.ts'
import type { Pod } from '../model/pod.ts'
import type { BreachMap } from './map/map.ts'
import { clusterPosition, podPosition, type Position, type PositionKind } from './steps/position.ts'
import { hasPowers } from './accounts/powers.ts'
import { isReplicaParty } from './steps/party.ts'
import { replicaParty } from './steps/tenants.ts'
import type { Terrain } from './terrain.ts'

/** Something that would be lost: where the routes that are judged end. */
export interface Goal {
  readonly id: GoalId
  readonly strand: Strand
  /** Completes "reaches …". */
  readonly title: string
  /** What each end belongs to: a tenant, a pool, a resource. */
  readonly ends: (map: BreachMap, terrain: Terrain) => readonly End[]
  /** How many tags have to be told apart at each position (`depth/`). */
  readonly kept: 1 | 2 | typeof Infinity
  /** Which ends a pod has to be kept from; all where it is not stated. */
  readonly concerns?: (pod: Pod, tag: string) => boolean
  /** Only what is the foothold's own tenant's: tags are tenants. */
  readonly isOwn?: boolean
  /** Who holds this holds every end. */
  readonly gateway?: Position
}

export type GoalId =
  | 'tenant-data'
  | 'replica-data'
  | 'influence'
  | 'replica-influence'
  | 'node'
  | 'cluster'
  | 'platform'
  | 'registry'
  | 'registry-push'
  | 'cloud'
  | 'outside'
  | 'drain'

export interface End {
  readonly position: Position
  /** What the end belongs to: equal texts belong together. */
  readonly tag: string
}

/** Goals, in the order in which reports name them. */
export const goals: readonly Goal[] = [
  { id: 'tenant-data', strand: 'data', title: 'another tenant’s data', ends: tenantsOf('tenant'), kept: 2 },
  {
    id: 'replica-data',
    strand: 'data',
    title: 'another replica’s data',
    ends: replicasOf('tenant'),
    kept: Infinity,
    concerns: isOwnReplica,
  },
  {
    id: 'influence',
    strand: 'influence',
    title: 'another tenant’s performance',
    ends: tenantsOf('influence'),
    kept: 2,
  },
  {
    id: 'replica-influence',
    strand: 'influence',
    title: 'another replica’s performance',
    ends: replicasOf('influence'),
    kept: Infinity,
    concerns: isOwnReplica,
  },
  { id: 'node', strand: 'containment', title: 'a node', ends: nodesByOwner, kept: 2 },
  {
    id: 'node',
    strand: 'containment',
    title: 'a node of its own',
    ends: ownedNodes,
    kept: Infinity,
    isOwn: true,
    gateway: clusterPosition,
  },
  { id: 'cluster', strand: 'containment', title: 'the cluster', ends: ofKind('cluster'), kept: 1 },
  {
    id: 'platform',
    strand: 'containment',
    title: 'a component of the platform',
    ends: platformPods,
    kept: 1,
  },
  { id: 'registry', strand: 'containment', title: 'the registry', ends: ofKind('registry'), kept: 1 },
  {
    id: 'registry-push',
    strand: 'containment',
    title: 'pushing images',
    ends: ofKind('registry-push'),
    kept: 1,
  },
  { id: 'cloud', strand: 'containment', title: 'Azure', ends: ofKind('cloud'), kept: 1 },
  { id: 'outside', strand: 'containment', title: 'the internet', ends: ofKind('outside'), kept: 1 },
  {
    id: 'drain',
    strand: 'fair-share',
    title: 'a resource without bound',
    ends: ofKind('drain'),
    kept: Infinity,
  },
]

/** Goals by which any container of a tenant is as bad as another. */
const tenantGoals = goals.filter(({ concerns }) => concerns === undefined)

/** Goals of each workload by itself. */
export const replicaGoals: readonly Goal[] = goals.filter(({ concerns }) => concerns !== undefined)

/** The goals of tenants, for questions in which one open resource is as bad as another. */
export const pooledGoals: readonly Goal[] = tenantGoals.map((goal) =>
  goal.id === 'drain' ? { ...goal, kept: 1 } : goal,
)

/** By the tenant whose alone they are, so that nodes of one's own and of all others are asked for apart. */
function nodesByOwner({ positions }: BreachMap, { pools, ownerOf }: Terrain): readonly End[] {
  const owners = new Map(pools.all.map((pool) => [pool.name, ownerOf(pool)] as const))
  return positions
    .filter(({ kind }) => kind === 'node')
    .map((position) => ({ position, tag: owners.get(position.pool ?? '') ?? '' }))
}

function ownedNodes(map: BreachMap, terrain: Terrain): readonly End[] {
  return nodesByOwner(map, terrain).filter(({ tag }) => tag !== '')
}

function ofKind(kind: PositionKind): Goal['ends'] {
  return ({ positions }) =>
    positions
      .filter((position) => position.kind === kind)
      .map((position) => ({ position, tag: position.key.slice(kind.length + 1) }))
}

function tenantsOf(kind: PositionKind): Goal['ends'] {
  return (map, terrain) => ofKind(kind)(map, terrain).filter(({ tag }) => !isReplicaParty(tag))
}

function replicasOf(kind: PositionKind): Goal['ends'] {
  return (map, terrain) => ofKind(kind)(map, terrain).filter(({ tag }) => isReplicaParty(tag))
}

function isOwnReplica(pod: Pod, tag: string): boolean {
  return replicaParty(pod) === tag
}

/**
 * Code in a pod of the platform that has powers over others. What runs on every node is a part of the node: who has the
 * one has the other.
 */
function platformPods({ positions }: BreachMap, { pods, tenants, platform }: Terrain): readonly End[] {
  const own = new Set(
    pods
      .filter((pod) => tenants.of(pod) === undefined && pod.kind !== 'DaemonSet' && hasPowers(pod, platform))
      .map((pod) => podPosition(pod).key),
  )
  return positions.filter(({ key }) => own.has(key)).map((position) => ({ position, tag: position.key }))
}

/** How much has to stand before one end, for code of one tenant. */
export function requiredFor(
  { strand, isOwn = false }: Pick<Goal, 'strand' | 'isOwn'>,
  required: RequiredDepths,
): number {
  if (isOwn) return required.ownNode
  if (strand === 'fair-share') return required.fairShare
  return required[strand]
}
