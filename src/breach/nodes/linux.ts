import type { Pod } from '../../model/pod.ts'
import { asksForWindows, choiceOf } from './node-choice.ts'

/** Whether a pod may run on Linux: it does unless it says otherwise, by its own field or by the nodes that it chooses. */
export function mayRunLinux(pod: Pod): boolean {
  return !asksForWindows(choiceOf(pod))
}
