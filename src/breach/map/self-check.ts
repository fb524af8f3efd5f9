import type { Container, Pod } from '../../model/pod.ts'
import type { Origin } from '../../model/origin.ts'
import type { BreachMap } from './map.ts'
import {
  containerPosition,
  networkPosition,
  nodePosition,
  podPosition,
  type Position,
  type PositionKind,
} from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** A step that is on every platform and is missing on this map: the depths that follow from it cannot be trusted. */
export interface MissingStep {
  readonly message: string
  readonly origin: Origin
}

/**
 * What has to be on every map, whatever the platform: an analysis that lost these would say "no way" and mean "no idea"
 * (KubeHound issue 331: an ingest that works, and a graph without edges).
 */
export function findMissingSteps(map: BreachMap, terrain: Terrain): readonly MissingStep[] {
  const leads = leadsOn(map)
  return terrain.pods.flatMap((pod) =>
    [
      { isThere: terrain.pools.placementsOf(pod).length > 0, otherwise: `${nameOf(pod)} runs on no node.` },
      ...pod.containers.flatMap((container) => expectedOfContainer(container, leads)),
      ...expectedOfPools(pod, terrain, leads),
      ...expectedOfNetwork(pod, terrain, leads),
    ].flatMap(({ isThere, otherwise }) => (isThere ? [] : [{ message: otherwise, origin: pod.origin }])),
  )
}

/** Whether a step leads on from a position to another, or to some of a kind, as things are. */
interface Leads {
  readonly to: (start: Position, end: Position) => boolean
  readonly toSome: (start: Position, kind: PositionKind) => boolean
}

/** From a node steps lead to all of its pods: each is looked at once, not once for every pod. */
function leadsOn({ steps }: BreachMap): Leads {
  const ends = new Map<string, Set<string>>()
  for (const { from, to, isDrift } of steps) {
    if (isDrift) continue
    const known = ends.get(from.key) ?? new Set()
    ends.set(from.key, known.add(to.key).add(to.kind))
  }
  const has = (start: Position, end: string): boolean => ends.get(start.key)?.has(end) === true
  return { to: (start, end) => has(start, end.key), toSome: has }
}

interface Expected {
  readonly isThere: boolean
  /** What is wrong where it is not. */
  readonly otherwise: string
}

function expectedOfContainer(container: Container, leads: Leads): readonly Expected[] {
  const name = `container ${container.name} of ${nameOf(container.pod)}`
  const [from, pod] = [containerPosition(container), podPosition(container.pod)]
  return [
    {
      isThere: leads.to(from, pod),
      otherwise: `Code in ${name} is not in its pod.`,
    },
    {
      isThere: leads.toSome(from, 'node'),
      otherwise: `Nothing leads from ${name} to its node, not even a flaw of the kernel.`,
    },
  ]
}

function expectedOfPools(pod: Pod, { pools }: Terrain, leads: Leads): readonly Expected[] {
  const own = podPosition(pod)
  return pools.placementsOf(pod).map(({ pool }) => ({
    isThere: leads.to(nodePosition(pool.name), own),
    otherwise: `Root on a node of ${pool.name} is not in ${nameOf(pod)}, which may run there.`,
  }))
}

function expectedOfNetwork(pod: Pod, { reach }: Terrain, leads: Leads): readonly Expected[] {
  const network = reach.classOf(pod)
  const isThere = network !== undefined && leads.toSome(networkPosition(network), 'outside')
  return [{ isThere, otherwise: `${nameOf(pod)} has no way to the internet, open or barred.` }]
}

function nameOf({ kind, namespace, name }: Pod): string {
  return `${kind} ${namespace}/${name}`
}
