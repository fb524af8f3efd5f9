import type { Pod } from '../../model/pod.ts'
import type { StandingBarrier } from '../barrier.ts'
import type { Terrain } from '../terrain.ts'

export function apiServerBarriers(_pod: Pod, _terrain: Terrain): readonly StandingBarrier[] {
  return []
}
