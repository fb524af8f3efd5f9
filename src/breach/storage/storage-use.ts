import type { Container, Pod } from '../../model/pod.ts'
import type { Known } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Assumption } from '../steps/barrier.ts'

/** A folder of storage that outlives pods: of a share, a disk, or the disk of a node. */
export interface Place {
  /** What holds the folder: a share by its name, or a pool. */
  readonly root: string
  readonly path: string
  readonly isOnNodes: boolean
}

/** What a pod does with a place. */
export interface Use extends Place {
  readonly pod: Pod
  readonly container: Container
  /** Where the container sees it. */
  readonly seenAt: Known<string>
  /** `unknown` where it may write. */
  readonly writes: 'yes' | 'no' | 'unknown'
  readonly origin: Origin
  /** It may be another place, or the pod may be elsewhere. */
  readonly assumes?: Assumption
}
