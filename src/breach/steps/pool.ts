import type { ClusterNode } from '../../model/node.ts'
import type { Pod } from '../../model/pod.ts'
import type { Assumption } from './barrier.ts'

/** Nodes that are alike: the same labels, the same image. Where code may run on one of them, it may run on each. */
/** Of nodes that no label, taint or request tells from others. */
export const generalPoolName = 'nodes'

export interface Pool {
  readonly name: string
  /** The labels by which pods choose it; none where pods land that choose nothing. */
  readonly labels: ReadonlyMap<string, string>
  /** Nodes of it that were read; none where pods alone tell that there is such a pool. */
  readonly nodes: readonly ClusterNode[]
}

/** A pool that a pod may run on. */
export interface Placement {
  readonly pool: Pool
  /** Unset where it surely may. */
  readonly assumes?: Assumption
}

export interface PlacedPod {
  readonly pod: Pod
  readonly assumes?: Assumption
}
