import type { ManagedCluster } from '../../model/azure.ts'
import type { RuntimeClass } from '../../model/cluster.ts'
import { stated, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'

/** Pods as the scheduler sees them: with what admission adds for their runtime class (Kubernetes documentation, Runtime Class). */
export function scheduledPods({ all }: Pick<Platform, 'all'>): (pod: Pod) => Pod {
  const declared = all('runtime-class').map((each) => [each.name, each] as const)
  const classes = new Map<string, Scheduling>([...classesOfAks(all('managed-cluster')), ...declared])
  const scheduled = new Map<Pod, Pod>()
  return (pod) => {
    const runtimeClass = classes.get(valueOf(pod.runtimeClassName) ?? '')
    if (runtimeClass === undefined) return pod
    const known = scheduled.get(pod) ?? withClass(pod, runtimeClass)
    scheduled.set(pod, known)
    return known
  }
}

type Scheduling = Pick<RuntimeClass, 'nodeSelector' | 'tolerations'>

/** The classes that AKS puts into every cluster with Pod Sandboxing, for its nodes alone. */
function classesOfAks([cluster]: readonly ManagedCluster[]): readonly (readonly [string, Scheduling])[] {
  if (cluster === undefined) return []
  return ['kata-vm-isolation', 'kata-mshv-vm-isolation'].map((name) => {
    const label = [sandboxLabel, stated('true', cluster.origin)] as const
    return [name, { nodeSelector: new Map([label]), tolerations: [] }] as const
  })
}

/** On the nodes of pools with Pod Sandboxing. */
export const sandboxLabel = 'kubernetes.azure.com/kata-vm-isolation'

function withClass(pod: Pod, { nodeSelector, tolerations }: Scheduling): Pod {
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
