import type { ResourceList } from './container.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'

/** A node as the API server shows it (`kubectl get nodes -o yaml`). */
export interface ClusterNode extends ObjectMeta {
  readonly asset: 'node'
  readonly taints: readonly Taint[]
  readonly software: NodeSoftware
  /** What its pods may use in sum, devices among it; empty where the status is left out. */
  readonly allocatable: ResourceList
}

/** Keeps pods off that do not tolerate it. */
export interface Taint {
  readonly key: Known<string>
  readonly value: Known<string>
  readonly effect: Known<string>
  readonly origin: Origin
}

/** Versions in `status.nodeInfo`. The kernel's and the runtime's are there, runc's is not. */
export interface NodeSoftware {
  readonly kubelet: Known<string | undefined>
  /** `containerd://1.7.33-1`. */
  readonly containerRuntime: Known<string | undefined>
  readonly osImage: Known<string | undefined>
  readonly kernel: Known<string | undefined>
}
