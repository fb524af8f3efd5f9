import type { AgentPool } from '../../model/azure.ts'
import { type Known, valueOf } from '../../model/known.ts'

/** The sandbox of AKS, under its name of today and of its preview. */
export function isSandbox(runtime: string | undefined): boolean {
  return ['katavmisolation', 'katamshvvmisolation'].includes(runtime?.toLowerCase() ?? '')
}

/** Whether a pool is known to run sandboxed pods. */
export function isSandboxing(workloadRuntime: Known<string | undefined>): boolean {
  return isSandbox(valueOf(workloadRuntime))
}

/** B, D and E sizes with a `p` have processors of ARM, DC and EC with an `a` or `e` are confidential machines. */
export const bootsOtherwise: RegExp = /^standard_(?:[bde]\d+p|[de]c\d+[ae])/i

/** Whether AKS refuses Secure Boot on a pool, whatever else it is told. */
export function refusesSecureBoot({ workloadRuntime, vmSize }: AgentPool): boolean {
  return isSandboxing(workloadRuntime) || bootsOtherwise.test(valueOf(vmSize) ?? '')
}
