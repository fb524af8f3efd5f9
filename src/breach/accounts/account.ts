import type { Grant } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Position } from '../steps/position.ts'

/** Somebody for the API server. A service account may be declared or not. */
export interface Account {
  readonly kind: 'service-account' | 'node' | 'anonymous' | 'user' | 'group'
  /** Empty for what is no service account. */
  readonly namespace: string
  readonly name: string
  readonly position: Position
  /** Pods that run as it. */
  readonly pods: readonly Pod[]
  /** What bindings let it do. */
  readonly grants: readonly Grant[]
}
