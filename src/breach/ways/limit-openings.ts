import { limitVerdict } from '../../controls/workload/limits.ts'
import { type Verdict, worst } from '../../controls/verdict.ts'
import type { Container } from '../../model/pod.ts'
import { sharedResource } from './shared-resource.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'
import { openByVerdict } from './verdict-openings.ts'

/** A resource of a node, and the controls that demand a bound for it. */
export interface Bounded {
  /** As limits name it. */
  readonly resource: string
  /** For people. */
  readonly name: string
  readonly control: string
  readonly initControl: string
}

/** What a container may take of its node where nothing bounds it. */
export function limitOpenings(container: Container, bounded: Bounded, terrain: Terrain): readonly Opening[] {
  const { resource, name, control, initControl } = bounded
  const isMain = container.role === 'main' || container.role === 'ephemeral'
  return openByVerdict(verdictOf(container, resource, terrain), {
    to: sharedResource(name, container, terrain),
    question: `whether container ${container.name} has a limit of ${resource}`,
    closedBy: isMain ? control : initControl,
  })
}

/**
 * A debug container has no limits of its own; its pod's control group bounds it where every other container has one
 * (kubelet, ResourceConfigForPod).
 */
function verdictOf(container: Container, resource: string, { platform }: Terrain): Verdict {
  if (container.role !== 'ephemeral') return limitVerdict(container, resource, platform)
  const others = container.pod.containers.filter(({ role }) => role === 'main')
  return worst(others.map((other) => limitVerdict(other, resource, platform)))
}
