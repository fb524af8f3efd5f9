import { remember } from '../kernel/remember.ts'
import type { Pod } from '../model/pod.ts'
import { lastingWorkloadName } from './steps/position.ts'
import type { Terrain } from './terrain.ts'

/** A name for each pod that it shares with no other and that outlives a rollout: `Deployment/acme/llm#2`. */
export function ownNameOf(pod: Pod, terrain: Terrain): string {
  return namesOf(terrain).get(pod) ?? lastingWorkloadName(pod)
}

const namesOf: (terrain: Terrain) => ReadonlyMap<Pod, string> = remember(({ pods }: Terrain) => {
  const seen = new Map<string, number>()
  return new Map(
    pods.map((pod) => {
      const name = lastingWorkloadName(pod)
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return [pod, count === 1 ? name : `${name}#${count}`] as const
    }),
  )
})
