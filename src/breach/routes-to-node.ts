import type { Pod } from '../model/pod.ts'
import type { StandingBarrier } from './barrier.ts'
import { hypervisorBarrier, sandboxOf } from './barriers/kernel.ts'
import { nodePosition, type Position } from './position.ts'
import type { Terrain } from './terrain.ts'

/** The nodes that a pod may run on. */
export function nodesOf(pod: Pod, { pools }: Terrain): readonly Position[] {
  return pools.placementsOf(pod).map(({ pool }) => nodePosition(pool.name))
}

/** The hypervisor around a pod that surely has one: what rules the guest kernel still stands before it. */
export function sandboxBarriersOf(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return sandboxOf(pod, terrain) === 'yes' ? hypervisorBarrier(pod, terrain) : []
}
