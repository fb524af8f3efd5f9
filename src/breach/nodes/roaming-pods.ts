import { isKnown, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod, Toleration } from '../../model/pod.ts'
import { choiceOf } from './node-choice.ts'
import { scheduledPods } from './scheduled-pods.ts'

/**
 * A pod of untrusted code that chooses no node and tolerates every taint: admission that held tenants to nodes of their own
 * would not have let it in. No taint tells it from the platform's own agents.
 */
export function roamingPod(platform: Platform): Pod | undefined {
  const asScheduled = scheduledPods(platform)
  return platform
    .all('pod')
    .find(
      (pod) =>
        pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted' && roams(asScheduled(pod)),
    )
}

/** Whether it chooses no node and tolerates every taint. */
export function roams(pod: Pod): boolean {
  if (!pod.tolerations.some((each) => isForEveryTaint(each) && letsIn(each))) return false
  const { terms, hiddenAt } = choiceOf(pod)
  return hiddenAt === undefined && terms.some((term) => term.length === 0)
}

/** Tolerating everything says nothing of what is there. */
export function isForEveryTaint({ key, operator }: Toleration): boolean {
  return (isKnown(key, undefined) || isKnown(key, '')) && isKnown(operator, 'Exists')
}

/** Without an effect it tolerates each (Kubernetes API, Toleration). */
function letsIn({ effect }: Toleration): boolean {
  return ['', 'NoSchedule'].includes(valueOf(effect) ?? '') && effect.state !== 'hidden'
}
