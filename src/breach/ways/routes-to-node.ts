import { rememberBoth } from '../../kernel/remember.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { userNamespaceSwitch } from '../barriers/kernel.ts'
import { hypervisorBarrier, sandboxDoubt, sandboxOf } from '../barriers/sandbox.ts'
import { rootBarriers } from '../barriers/user.ts'
import type { Placement } from '../nodes/pools.ts'
import { type Condition, openWhere } from '../steps/condition.ts'
import { allDoubted } from '../steps/doubt.ts'
import { mayRunLinux } from '../nodes/linux.ts'
import { nodePosition, type Position } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/** The nodes that a pod may run on. */
export function nodesOf(pod: Pod, terrain: Terrain): readonly Position[] {
  return onItsPools(pod, terrain, nodePosition)
}

/** What a pod may get at on each pool that it may run on. */
export function onItsPools(
  pod: Pod,
  { pools }: Terrain,
  positionOf: (pool: string) => Position,
): readonly Position[] {
  return positionsOn(pools.placementsOf(pod), positionOf)
}

/** Thousands of pods may run on the same few pools. */
const positionsOn = rememberBoth(
  (placements: readonly Placement[], positionOf: (pool: string) => Position): readonly Position[] =>
    placements.map(({ pool }) => positionOf(pool.name)),
)

/** The hypervisor around a pod that has one, or may: what rules the guest kernel still stands before it. */
export function sandboxBarriersOf(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  const sandbox = sandboxOf(pod, terrain)
  if (sandbox === 'no') return []
  const hypervisor = hypervisorBarrier(pod, terrain)
  return allDoubted(hypervisor, sandbox === 'yes' ? undefined : sandboxDoubt(pod))
}

export interface Power {
  /** What the container has to hold. */
  readonly holding: readonly Condition[]
  /** Completes "Container server …". */
  readonly does: string
  /** Where it leads on each pool; to its nodes where nothing is said. */
  readonly positionOf?: (pool: string) => Position
}

/** What a container that was given power over the kernel opens. */
export function openByPower(
  container: Container,
  terrain: Terrain,
  { holding, does, positionOf = nodePosition }: Power,
): readonly Opening[] {
  if (!mayRunLinux(container.pod)) return []
  return openWhere(holding, () => ({
    to: onItsPools(container.pod, terrain, positionOf),
    how: `Container ${container.name} ${does}.`,
    barriers: powerBarriers(container, terrain),
  }))
}

/**
 * What stands before a container that was given power over the kernel: it has to be root to use it, in the node's own
 * user namespace, and the kernel has to be the node's.
 */
export function powerBarriers(container: Container, terrain: Terrain): readonly StandingBarrier[] {
  return [
    ...rootBarriers(container, terrain),
    ...(sandboxOf(container.pod, terrain) === 'yes' ? [] : userNamespaceSwitch(container, terrain)),
    ...sandboxBarriersOf(container.pod, terrain),
  ]
}
