import { isKnown, stated, valueOf } from '../../model/known.ts'
import { toleratesAll } from '../../model/node-match.ts'
import type { Taint } from '../../model/node.ts'
import type { Pod, Toleration } from '../../model/pod.ts'
import type { Assumption } from '../steps/barrier.ts'
import { isForEveryTaint } from './roaming-pods.ts'

/** What may keep a pod out of a pool; nothing where it surely stays in or out for other reasons. */
export type KeepsOut = (pod: Pod) => Assumption | undefined

/**
 * No manifest shows the taints of a node, but the pods that choose it show what it cannot have: a taint that one of them
 * does not tolerate. What all of them tolerate by name it may have, and that keeps others out.
 */
export function likelyTaintOf(choosers: readonly Pod[]): KeepsOut {
  const taints = commonTaints(choosers)
  return (pod) => {
    const taint = taints.find((each) => toleratesAll(pod.tolerations, [each]) !== 'yes')
    if (taint === undefined) return undefined
    const question = `whether the nodes have the taint ${valueOf(taint.key) ?? ''} that the pods which choose them tolerate`
    return { question, origin: taint.origin }
  }
}

/** Whether nodes that pods choose may have a taint that keeps others out. */
export function mayHaveTaint(choosers: readonly Pod[]): boolean {
  return commonTaints(choosers).length > 0
}

function commonTaints(choosers: readonly Pod[]): readonly Taint[] {
  const naming = choosers.filter(({ tolerations }) => !tolerations.some(isForEveryTaint))
  const [first, ...others] = naming
  const candidates = first?.tolerations.flatMap((toleration) => taintOf(toleration) ?? []) ?? []
  return candidates.filter((taint) =>
    others.every(({ tolerations }) => toleratesAll(tolerations, [taint]) !== 'no'),
  )
}

/** Kubernetes sets and lifts taints of this prefix itself, as nodes come and go. */
const passing = 'node.kubernetes.io/'

function taintOf({ key, value, effect, origin }: Toleration): Taint | undefined {
  const name = valueOf(key)
  if (name === undefined || name === '' || name.startsWith(passing)) return undefined
  if (isKnown(effect, 'PreferNoSchedule')) return undefined
  return {
    key: stated(name, origin),
    value: stated(valueOf(value) ?? '', origin),
    effect: stated(valueOf(effect) ?? 'NoSchedule', origin),
    origin,
  }
}
