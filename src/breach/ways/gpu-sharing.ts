import { gpuShared } from '../../controls/workload/gpu-shared.ts'
import { gpusOf } from '../../controls/workload/gpus.ts'
import type { Container } from '../../model/pod.ts'
import { originOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Assumption } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import type { Terrain } from '../terrain.ts'

/** A container that takes turns on a GPU, surely or perhaps. */
export interface GpuSharing {
  readonly evidence: readonly Origin[]
  readonly assumes?: Assumption
}

/**
 * The name of some resources says that they are a share. A plain `nvidia.com/gpu` may be one all the same: the device
 * plugin renames shared GPUs only where it is told to. A MIG slice has walls in the hardware.
 */
export function gpuSharing(container: Container, terrain: Terrain): GpuSharing | undefined {
  const verdict = gpuShared.check(container, terrain.platform)
  if (verdict.verdict === 'fail') return { evidence: verdict.evidence }
  const whole = gpusOf(container).filter((name) => !name.includes('/mig-'))
  if (whole.length === 0) return undefined
  const { is, assumes } = terrain.facts.ask('gpuSharing')
  if (is === 'good') return undefined
  const amounts = whole.map((name) => container.limits.get(name) ?? container.requests.get(name))
  const evidence = amounts.flatMap((amount) => (amount === undefined ? [] : (originOf(amount) ?? [])))
  return { evidence, ...doubted(assumes) }
}
