import type { EgressReach, EgressTarget } from '../../model/network.ts'
import { originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Why a pod's packets get out, as the end of a sentence. */
const reasons: Readonly<Record<EgressReach['reason'], string>> = {
  'host-network': 'it runs in its node’s network, where no network policy holds',
  'not-isolated': 'no network policy isolates it for egress',
  allowed: 'a network policy allows it',
  denied: 'a network policy denies it',
  undecided: 'a network policy cannot be read',
}

/** Whether policies keep a pod from an address outside the cluster. */
export function egressVerdict(
  pod: Pod,
  target: EgressTarget,
  { platform, what }: { readonly platform: Platform; readonly what: string },
): Verdict {
  const { match, reason, evidence } = platform.egressOf(pod, target)
  if (match === 'no') return pass()
  const name = `${pod.kind} ${pod.name}`
  const place = reason === 'host-network' ? originOf(pod.hostNetwork) : undefined
  if (match === 'yes') {
    return fail(`${name} reaches ${what} at ${target.address}: ${reasons[reason]}.`, ...evidence, place)
  }
  return unknown(`Whether ${name} reaches ${what} at ${target.address} cannot be told.`, ...evidence)
}
