import type { Container } from '../model/container.ts'
import { originOf, valueOf } from '../model/known.ts'
import type { Pod } from '../model/pod.ts'
import { barrierAt } from './barriers/make.ts'
import { containerPosition, workloadName } from './position.ts'
import type { Opening } from './technique.ts'

/** What a flaw of what listens in pods opens to whoever talks to it. */
export function serviceFlaws(pods: readonly Pod[]): readonly Opening[] {
  return pods.flatMap(({ containers }) =>
    containers
      .filter(({ role }) => role !== 'init')
      .map((container) => ({
        to: containerPosition(container),
        how: `Container ${container.name} of ${container.pod.namespace}/${container.pod.name} answers whoever connects.`,
        evidence: [container.origin],
        barriers: [
          barrierAt('X.app', {
            at: applicationOf(container),
            domainOf: applicationOf(container),
            label: `${applicationOf(container)} has no known flaw`,
            evidence: [originOf(container.image)],
          }),
        ],
      })),
  )
}

/** The software by its image; where that cannot be read, every container may be another. */
function applicationOf(container: Container): string {
  return valueOf(container.image) ?? `${workloadName(container.pod)}/${container.name}`
}
