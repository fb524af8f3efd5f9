import type { Origin } from '../model/origin.ts'
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
  const leads = (start: Position, isWanted: (step: Step) => boolean): boolean =>
    (from.get(start.key) ?? []).some((step) => !step.isDrift && isWanted(step))
  return terrain.pods.flatMap((pod) => {
    const own = podPosition(pod)
    const network = terrain.reach.classOf(pod)
    const places = terrain.pools.placementsOf(pod)
    const name = `${pod.kind} ${pod.namespace}/${pod.name}`
    const missing: readonly (readonly [boolean, string])[] = [
      [places.length > 0, `${name} runs on no node.`],
      ...pod.containers.flatMap((container) => [
        [
          leads(containerPosition(container), ({ to }) => to.key === own.key),
          `Code in container ${container.name} of ${name} is not in its pod.`,
        ] as const,
        [
          leads(containerPosition(container), ({ to }) => to.kind === 'node'),
          `Nothing leads from container ${container.name} of ${name} to its node, not even a flaw of the kernel.`,
        ] as const,
      ]),
      ...places.map(
        ({ pool }) =>
          [
            leads(nodePosition(pool.name), ({ to }) => to.key === own.key),
            `Root on a node of ${pool.name} is not in ${name}, which may run there.`,
          ] as const,
      ),
      [
        network !== undefined && leads(networkPosition(network), ({ to }) => to.kind === 'outside'),
        `${name} has no way to the internet, open or barred.`,
      ],
    ]
    return missing.filter(([holds]) => !holds).map(([, message]) => ({ message, origin: pod.origin }))
  })
}
