import { clusterBinding, withPod } from '../../../controls/identity/rbac-examples.ts'
import { remember } from '../../../kernel/remember.ts'
import type { Grant } from '../../../model/platform.ts'
import { apiServerBarriers } from '../../barriers/network.ts'
import { anonymousPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const anonymousAccess: Technique<'pod'> = {
  id: 'K8S_ANON',
  name: 'anonymous-access',
  title: 'Code asks the API server without any token',
  from: 'pod',
  to: ['account'],
  guarantees: ['containment'],
  attack: ['T1133'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['A.rbac', 'A.api', 'N.eg', 'N.adm'],
  controls: ['anonymous-bound'],
  rationale:
    'A request without a credential is one of `system:anonymous`, a member of `system:unauthenticated`. What a binding gives those, a pod has whose token nobody mounts.',
  find: (pod, terrain) =>
    grantsOfAnonymous(terrain)
      .slice(0, 1)
      .map(({ binding }) => ({
        to: anonymousPosition,
        how: `${binding.kind} ${binding.name} gives requests without a credential rights.`,
        evidence: grantsOfAnonymous(terrain).map((grant) => grant.binding.origin),
        barriers: apiServerBarriers(pod, terrain),
      })),
  examples: {
    open: [
      withPod(
        clusterBinding('edit', '{ kind: Group, name: "system:unauthenticated" }'),
        'automountServiceAccountToken: false,',
      ),
      withPod(clusterBinding('view', '{ kind: User, name: "system:anonymous" }')),
    ],
    barred: [],
    closed: [
      '{}',
      withPod(clusterBinding('edit', '{ kind: Group, name: "system:authenticated" }')),
      withPod(clusterBinding('edit', '{ kind: User, name: "system:unauthenticated" }')),
    ],
    unknown: [],
  },
}

const grantsOfAnonymous: (terrain: Terrain) => readonly Grant[] = remember(({ accounts }) =>
  accounts.filter(({ kind }) => kind === 'anonymous').flatMap(({ grants }) => grants),
)
