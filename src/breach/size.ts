import type { Terrain } from './terrain.ts'

/** Beyond so many steps a platform is not assessed, and that is said: half an answer would look like a whole one. */
const mostSteps = 250_000

/** Beyond so many steps neither the cheapest changes nor the weight of unknown facts are worked out, and that is said. */
const mostForChanges = 60_000

/** What escapes, drains and credentials come to for one pod, about. */
const stepsOfPod = 25

/** About how many steps the map of a platform will have, told before it is drawn. */
export function estimateSteps({ pods, reach, openServices }: Terrain): number {
  const { length: classes } = reach.classes
  return pods.length * stepsOfPod + classes * (classes + openServices.length)
}

export function isTooLarge(terrain: Terrain): boolean {
  return estimateSteps(terrain) > mostSteps
}

export function isTooLargeForChanges(stepCount: number): boolean {
  return stepCount > mostForChanges
}
