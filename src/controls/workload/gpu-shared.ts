import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const gpuShared: Control<'container'> = {
  id: 'BH-0167',
  name: 'gpu-shared',
  title: 'Untrusted code shares a GPU in time',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.gpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Time slicing, MPS and software slices give no wall between tenants on one GPU: nothing bounds memory or time, a fault of one stops all, and what a model leaves in GPU memory the next one can read.',
  remediation: 'Request a whole GPU (`nvidia.com/gpu`) or a MIG slice (`nvidia.com/mig-1g.10gb`).',
  applies: 'container',
  when: (container, platform) => platform.trustOf(container) === 'untrusted',
  check: (container) => {
    const shared = [...container.limits, ...container.requests].filter(([name]) => isShared(name))
    const [first] = shared
    if (first === undefined) return pass()
    return fail(
      `Container ${container.name} asks for a share of a GPU without walls, ${first[0]}.`,
      ...shared.map(([, amount]) => ('origin' in amount ? amount.origin : undefined)),
    )
  },
  examples: {
    fail: [
      'resources: { limits: { nvidia.com/gpu.shared: 1 } }',
      'resources: { limits: { volcano.sh/vgpu-memory: 4096 } }',
      'resources: { limits: { aliyun.com/gpu-mem: 8 } }',
    ],
    pass: [
      '{}',
      'resources: { limits: { nvidia.com/gpu: 1 } }',
      'resources: { limits: { nvidia.com/mig-1g.10gb: 1 } }',
    ],
    unknown: [],
  },
}

/** NVIDIA's device plugin renames shared resources (`renameByDefault`); the others are software slices (HAMi, Volcano …). */
const sharedNames =
  /\.shared$|^(?:nvidia\.com\/(?:gpumem|gpucores|gpumem-percentage|vgpu)|volcano\.sh\/vgpu|aliyun\.com\/gpu-mem|tencent\.com\/vcuda|k8s\.amazonaws\.com\/vgpu|kai\.scheduler\/gpu|sharedgpu\.)/

function isShared(resource: string): boolean {
  return sharedNames.test(resource)
}
