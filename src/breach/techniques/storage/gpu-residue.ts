import type { Container, Pod } from '../../../model/pod.ts'
import { gpuBarrier } from '../../barriers/kernel.ts'
import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { gpuSharing } from '../../ways/gpu-sharing.ts'
import { gpuTenants } from '../../ways/gpu-tenants.ts'
import type { Pool } from '../../nodes/pools.ts'
import { gpuMemoryPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const gpuResidue: Technique<'container'> = {
  id: 'DAT_GPU_RESIDUE',
  name: 'gpu-residue',
  title: 'A GPU keeps what another tenant left on it',
  from: 'container',
  to: ['gpu-memory'],
  guarantees: ['isolation'],
  attack: ['T1005'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['X.gpu', 'Q.gpu', 'V.node'],
  controls: ['gpu-shared', 'gpu-pod-on-shared-nodes'],
  rationale:
    'Time slicing and MPS put the contexts of several tenants on one GPU. Only the driver keeps their memory apart and clears it between them: no wall of the hardware does, and prompts, keys and weights are what lies there.',
  find: openings,
  examples: {
    open: [
      { manifest: twoPods('nvidia.com/gpu.shared'), facts: { gpuStack: 'outdated' } },
      { manifest: twoPods('nvidia.com/gpu'), facts: { gpuSharing: 'shared', gpuStack: 'outdated' } },
    ],
    barred: [
      { manifest: twoPods('nvidia.com/gpu.shared'), facts: { gpuStack: 'patched' } },
      { manifest: twoPods('nvidia.com/gpumem'), facts: { gpuStack: 'patched' } },
    ],
    closed: [
      '{}',
      { manifest: twoPods('nvidia.com/gpu'), facts: { gpuSharing: 'whole' } },
      twoPods('nvidia.com/mig-1g.10gb'),
      'resources: { limits: { nvidia.com/gpu.shared: 1 } }',
    ],
    unknown: [
      twoPods('nvidia.com/gpu.shared'),
      { manifest: twoPods('nvidia.com/gpu'), facts: { gpuStack: 'patched' } },
    ],
  },
}

function openings(container: Container, terrain: Terrain): readonly Opening[] {
  const sharing = gpuSharing(container, terrain)
  if (sharing === undefined) return []
  return openWays({
    to: sharedPools(container.pod, terrain).map(({ name }) => gpuMemoryPosition(name)),
    how: `Container ${container.name} takes turns with others on a GPU.`,
    evidence: sharing.evidence,
    barriers: gpuBarrier(terrain),
    ...doubted(sharing.assumes),
  })
}

/** Pools that a pod may run on beside GPU pods of other tenants. */
function sharedPools(pod: Pod, terrain: Terrain): readonly Pool[] {
  const own = terrain.tenants.of(pod)
  return terrain.pools
    .placementsOf(pod)
    .map(({ pool }) => pool)
    .filter((pool) => gpuTenants(pool, terrain).some(({ tenant }) => tenant !== own))
}

function twoPods(resource: string): string {
  return ['acme', 'globex']
    .map(
      (namespace) => `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec: { containers: [{ name: server, image: model, resources: { limits: { ${resource}: 1 } } }] }`,
    )
    .join('\n---\n')
}
