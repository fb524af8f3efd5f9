import type { Container } from '../../model/pod.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import type { Terrain } from '../terrain.ts'

/** What stands before one container; worked out once, since many techniques ask. */
export type BarriersOf = (container: Container, terrain: Terrain) => readonly StandingBarrier[]
