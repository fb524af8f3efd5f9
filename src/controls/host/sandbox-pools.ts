import type { Known } from '../../model/known.ts'
import { valueOf } from '../../model/known.ts'

/** The sandbox of AKS, under its name of today and of its preview. */
export function isSandbox(runtime: string | undefined): boolean {
  return ['katavmisolation', 'katamshvvmisolation'].includes(runtime?.toLowerCase() ?? '')
}

/** Whether a pool is known to run sandboxed pods. */
export function isSandboxing(workloadRuntime: Known<string | undefined>): boolean {
  return isSandbox(valueOf(workloadRuntime))
}
