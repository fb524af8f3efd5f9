import type { Container } from '../model/container.ts'
import type { Origin } from '../model/origin.ts'
import type { Pod } from '../model/pod.ts'
import type { BreachMap, Step } from './map.ts'
import { containerPosition, networkPosition, nodePosition, podPosition, type Position } from './position.ts'
import type { Terrain } from './terrain.ts'

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
  const from = Map.groupBy(map.steps, (step) => step.from.key)
  const leads: Leads = (start, isWanted) =>
    (from.get(start.key) ?? []).some((step) => !step.isDrift && isWanted(step))
  return terrain.pods.flatMap((pod) =>
    [
      { isThere: terrain.pools.placementsOf(pod).length > 0, otherwise: `${nameOf(pod)} runs on no node.` },
      ...pod.containers.flatMap((container) => expectedOfContainer(container, leads)),
      ...expectedOfPools(pod, terrain, leads),
      ...expectedOfNetwork(pod, terrain, leads),
    ].flatMap(({ isThere, otherwise }) => (isThere ? [] : [{ message: otherwise, origin: pod.origin }])),
  )
}

/** Whether a step as wanted leads on from a position, as things are. */
type Leads = (start: Position, isWanted: (step: Step) => boolean) => boolean

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
      isThere: leads(from, ({ to }) => to.key === pod.key),
      otherwise: `Code in ${name} is not in its pod.`,
    },
    {
      isThere: leads(from, ({ to }) => to.kind === 'node'),
      otherwise: `Nothing leads from ${name} to its node, not even a flaw of the kernel.`,
    },
  ]
}

function expectedOfPools(pod: Pod, { pools }: Terrain, leads: Leads): readonly Expected[] {
  const own = podPosition(pod)
  return pools.placementsOf(pod).map(({ pool }) => ({
    isThere: leads(nodePosition(pool.name), ({ to }) => to.key === own.key),
    otherwise: `Root on a node of ${pool.name} is not in ${nameOf(pod)}, which may run there.`,
  }))
}

function expectedOfNetwork(pod: Pod, { reach }: Terrain, leads: Leads): readonly Expected[] {
  const network = reach.classOf(pod)
  const isThere = network !== undefined && leads(networkPosition(network), ({ to }) => to.kind === 'outside')
  return [{ isThere, otherwise: `${nameOf(pod)} has no way to the internet, open or barred.` }]
}

function nameOf({ kind, namespace, name }: Pod): string {
  return `${kind} ${namespace}/${name}`
}
