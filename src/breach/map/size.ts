import { crossingsOf } from '../ways/crossings.ts'
import type { BreachMap } from './map.ts'
import type { Terrain } from '../terrain.ts'

/** Beyond so many steps a platform is not assessed, and that is said: half an answer would look like a whole one. */
const mostSteps = 1_500_000

/**
 * Beyond so much work for one question neither the cheapest changes nor the weight of unknown facts are worked out, and
 * that is said: both take dozens of questions.
 */
const mostForChanges = 1_000_000

/** What a container does to each pool that it may run on, and what a pod does besides, about. */
const steps = { ofContainerOnPool: 14, ofContainer: 10, ofPod: 15 }

/** About how many steps the map of a platform will have, told before it is drawn. */
export function estimateSteps(terrain: Terrain): number {
  return stepsOfPods(terrain) + pairsTold(terrain)
}

export function stepsOfPods({ pods, pools }: Pick<Terrain, 'pods' | 'pools'>): number {
  let total = 0
  for (const pod of pods) {
    const ofContainer = steps.ofContainer + steps.ofContainerOnPool * pools.placementsOf(pod).length
    total += steps.ofPod + ofContainer * pod.containers.length
  }
  return total
}

/** Connections that are told pair by pair. */
function pairsTold(terrain: Terrain): number {
  const { ends, isCovered } = crossingsOf(terrain)
  let told = 0
  for (const from of terrain.reach.classes) {
    for (let end = 0; end < ends.length; end++) if (!isCovered(from, end)) told++
  }
  return told
}

export function isTooLarge(steps: number): boolean {
  return steps > mostSteps
}

/** Every step is looked at, and for every tenant much of the map: how far its own nodes are is asked one by one. */
export function isTooLargeForChanges({ steps, positions }: BreachMap, { tenants }: Terrain): boolean {
  return steps.length + (tenants.names.length * positions.length) / 2 > mostForChanges
}
