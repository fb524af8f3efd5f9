import type { Terrain } from './terrain.ts'

/** Beyond so many steps a platform is not assessed, and that is said: half an answer would look like a whole one. */
const mostSteps = 1_500_000

/** Beyond so many steps neither the cheapest changes nor the weight of unknown facts are worked out, and that is said. */
const mostForChanges = 750_000

/** What a container does to each pool that it may run on, and what a pod does besides, about. */
const steps = { ofContainerOnPool: 14, ofContainer: 10, ofPod: 15 }

/** About how many steps the map of a platform will have, told before it is drawn. */
export function estimateSteps({ pods, pools, reach, openDoors }: Terrain): number {
  let total = reach.classes.length * (reach.classes.length + openDoors.length)
  for (const pod of pods) {
    const ofContainer = steps.ofContainer + steps.ofContainerOnPool * pools.placementsOf(pod).length
    total += steps.ofPod + ofContainer * pod.containers.length
  }
  return total
}

export function isTooLarge(terrain: Terrain): boolean {
  return estimateSteps(terrain) > mostSteps
}

export function isTooLargeForChanges(stepCount: number): boolean {
  return stepCount > mostForChanges
}
