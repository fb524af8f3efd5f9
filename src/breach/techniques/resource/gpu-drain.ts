import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { gpuSharing } from '../../ways/gpu-sharing.ts'
import { drainPosition, gpuTurnsPosition } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const gpuDrain: Technique<'container'> = {
  id: 'RES_GPU',
  name: 'gpu-drain',
  title: 'A container takes the GPU that it shares',
  from: 'container',
  to: ['gpu-turns', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1496.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Q.gpu', 'V.node'],
  controls: ['gpu-shared'],
  rationale:
    'On a GPU that is shared by time slicing or MPS nothing bounds memory or time: one container fills the memory, keeps the GPU busy, or makes a fault that ends the work of all. Neighbours without a GPU feel nothing.',
  find: (container, terrain) => {
    const sharing = gpuSharing(container, terrain)
    if (sharing === undefined) return []
    return openWays({
      to: [drainPosition('GPU'), ...onItsPools(container.pod, terrain, gpuTurnsPosition)],
      how: `Container ${container.name} takes turns with others on a GPU.`,
      evidence: sharing.evidence,
      ...doubted(sharing.assumes),
    })
  },
  examples: {
    open: [
      'resources: { limits: { nvidia.com/gpu.shared: 1 } }',
      'resources: { requests: { nvidia.com/gpumem: 4096 } }',
      { manifest: 'resources: { limits: { nvidia.com/gpu: 1 } }', facts: { gpuSharing: 'shared' } },
    ],
    barred: [],
    closed: [
      '{}',
      'resources: { limits: { nvidia.com/mig-1g.10gb: 1 } }',
      { manifest: 'resources: { limits: { nvidia.com/gpu: 1 } }', facts: { gpuSharing: 'whole' } },
    ],
    unknown: ['resources: { limits: { nvidia.com/gpu: 1 } }'],
  },
}
