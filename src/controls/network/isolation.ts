import type { Direction } from '../../model/network.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/**
 * A pod that no policy may select has a finding of its own; one that some policy selects is judged for each direction.
 */
export function hasPolicies(pod: Pod, platform: Platform): boolean {
  return platform.networkPoliciesOf(pod).length + platform.extendedNetworkPoliciesOf(pod).length > 0
}

/** Whether policies let nothing into or out of a pod but what they allow. */
export function isolationVerdict(pod: Pod, direction: Direction, platform: Platform): Verdict {
  const { match, policies } = platform.isolationOf(pod, direction)
  const name = `${pod.kind} ${pod.name}`
  if (match === 'yes') return pass()
  if (match === 'no') return fail(`No network policy isolates ${name} for ${direction}.`)
  const places = policies.map((policy) => policy.origin)
  return unknown(`Whether a network policy isolates ${name} for ${direction} cannot be told.`, ...places)
}
