import { isKnown } from '../model/known.ts'
import type { Pod } from '../model/pod.ts'

const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'] as const

/** Whether a pod may run on Linux: it does unless it says otherwise, by its own field or by the nodes that it chooses. */
export function mayRunLinux({ os, nodeSelector }: Pod): boolean {
  if (isKnown(os, 'windows')) return false
  return osLabels.every((label) => {
    const value = nodeSelector.get(label)
    return value === undefined || !isKnown(value, 'windows')
  })
}
