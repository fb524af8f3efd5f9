import { gpusOf } from '../../controls/workload/gpus.ts'
import { remember } from '../../kernel/remember.ts'
import type { Assumption } from '../steps/barrier.ts'
import type { Pool } from '../nodes/pools.ts'
import type { Terrain } from '../terrain.ts'

/** A tenant whose pods use GPUs of a pool, or may. */
export interface GpuTenant {
  readonly tenant: string
  readonly assumes?: Assumption
}

/** Tenants with GPU pods that may run on a pool, each once. */
export function gpuTenants(pool: Pool, terrain: Terrain): readonly GpuTenant[] {
  return ofTerrain(terrain)(pool)
}

const ofTerrain = remember(({ pools, tenants }: Terrain) =>
  remember((pool: Pool): readonly GpuTenant[] => {
    const found = new Map<string, GpuTenant>()
    for (const { pod, assumes } of pools.podsOn(pool)) {
      const tenant = tenants.of(pod)
      if (tenant === undefined || !pod.containers.some((each) => gpusOf(each).length > 0)) continue
      if (assumes === undefined) found.set(tenant, { tenant })
      else if (!found.has(tenant)) found.set(tenant, { tenant, assumes })
    }
    return [...found.values()]
  }),
)
