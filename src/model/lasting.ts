import { valueOf } from './known.ts'
import type { Controller } from './object.ts'
import type { Pod } from './pod.ts'

/** A kind and a name that stay the same from one rollout to the next. */
export type LastingName = Pick<Controller, 'kind' | 'name'>

/** A live pod goes by its controller: its own name lasts until the next rollout. All others go by what they are called. */
export function lastingNameOf(pod: Pod): LastingName {
  const { kind, name, controller } = pod
  // A static pod is called after its node and kept by it (Kubernetes documentation, Static Pods).
  if (kind !== 'Pod' || controller === undefined || controller.kind === 'Node') return { kind, name }
  const deployment = deploymentBehind(pod, controller)
  return deployment === undefined ? controller : { kind: 'Deployment', name: deployment }
}

/** A deployment calls its replica sets after itself and the hash of their template. */
export function deploymentBehind(
  { labels }: Pick<Pod, 'labels'>,
  controller: Controller,
): string | undefined {
  const label = labels.get('pod-template-hash')
  const hash = label === undefined ? undefined : valueOf(label)
  if (hash === undefined || controller.kind !== 'ReplicaSet' || !controller.name.endsWith(`-${hash}`))
    return undefined
  return controller.name.slice(0, -hash.length - 1)
}
