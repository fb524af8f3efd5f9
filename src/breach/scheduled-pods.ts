import type { RuntimeClass } from '../model/cluster.ts'
import { valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'

/** Pods as the scheduler sees them: with what admission adds for their runtime class (Kubernetes documentation, Runtime Class). */
export function scheduledPods({ all }: Pick<Platform, 'all'>): (pod: Pod) => Pod {
  const classes = new Map(all('runtime-class').map((each) => [each.name, each] as const))
  const scheduled = new Map<Pod, Pod>()
  return (pod) => {
    const runtimeClass = classes.get(valueOf(pod.runtimeClassName) ?? '')
    if (runtimeClass === undefined) return pod
    const known = scheduled.get(pod) ?? withClass(pod, runtimeClass)
    scheduled.set(pod, known)
    return known
  }
}

function withClass(pod: Pod, { nodeSelector, tolerations }: RuntimeClass): Pod {
  return {
    ...pod,
    nodeSelector: joined(pod.nodeSelector, nodeSelector),
    tolerations: [...pod.tolerations, ...tolerations],
  }
}

type Labels = Pod['nodeSelector']

/** A map that hides keys has every key: no other may stand in for it. */
function joined(own: Labels, added: Labels): Labels {
  const unread = [own, added].find((labels) => labels.has('what a map that can be read lacks'))
  return unread ?? new Map([...own, ...added])
}
