import { sandboxVerdict } from '../../controls/workload/sandbox.ts'
import { originOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { assumption } from '../steps/doubt.ts'
import { podLabel } from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'
import { intrinsic } from '../make-barrier.ts'

/** Whether a pod has a kernel of its own; `unknown` where its runtime class cannot be told. */
export function sandboxOf(pod: Pod, terrain: Terrain): 'yes' | 'no' | 'unknown' {
  const { verdict } = sandboxVerdict(pod, terrain.platform)
  if (verdict === 'unknown') return 'unknown'
  return verdict === 'pass' ? 'yes' : 'no'
}

/** What has to be known where the runtime class does not tell. */
export function sandboxDoubt(pod: Pod): Assumption {
  const question = `whether the runtime class of ${podLabel(pod)} is a sandbox`
  return assumption(question, originOf(pod.runtimeClassName))
}

/** What lies between a sandboxed pod and its node: a kernel of its own, and the hypervisor under it. */
export function sandboxBarriers(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return [...guestBarrier(pod, terrain), ...hypervisorBarrier(pod, terrain)]
}

export function guestBarrier(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.guest', 'sandbox', {
    at: 'sandbox',
    domainOf: 'sandbox',
    label: 'the kernel of the sandbox has no known flaw',
    evidence: [originOf(pod.runtimeClassName)],
    terrain,
  })
}

export function hypervisorBarrier(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return intrinsic('X.hypervisor', 'sandbox', {
    at: 'sandbox',
    domainOf: 'sandbox',
    label: 'the hypervisor has no known flaw',
    evidence: [originOf(pod.runtimeClassName)],
    terrain,
  })
}
