import type { Direction } from '../../model/network.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Whether policies let nothing into or out of a pod but what they allow. */
export function isolationVerdict(pod: Pod, direction: Direction, platform: Platform): Verdict {
  const { match, policies, isHostNetwork } = platform.isolationOf(pod, direction)
  const name = `${pod.kind} ${pod.name}`
  if (isHostNetwork) {
    const place = pod.hostNetwork.state === 'stated' ? pod.hostNetwork.origin : undefined
    return fail(`${name} runs in its node's network, where no network policy holds its ${direction}.`, place)
  }
  if (match === 'yes') return pass()
  if (match === 'no') return fail(`No network policy isolates ${name} for ${direction}.`)
  const places = policies.map((policy) => policy.origin)
  return unknown(`Whether a network policy isolates ${name} for ${direction} cannot be told.`, ...places)
}
