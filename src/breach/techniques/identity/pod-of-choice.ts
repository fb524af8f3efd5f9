import { admissionBarriers } from '../../barriers/admission.ts'
import { sharedKernelBarrier } from '../../barriers/kernel.ts'
import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import type { Pool } from '../../nodes/pools.ts'
import { namespaceLabel, nodePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

/** The other half of K8S_POD_CREATE: what a pod of one's choice is on its node. */
export const podOfChoice: Technique<'workloads'> = {
  id: 'K8S_POD_ESCAPE',
  name: 'pod-of-choice',
  title: 'Who writes a pod makes it privileged',
  from: 'workloads',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1610', 'T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'X.kernel'],
  controls: ['pod-security-not-enforced', 'pod-security-below-restricted'],
  rationale:
    'A privileged pod, or one that mounts the disk of its node, is root there, on any node that it names. Only admission rejects it. What admission lets through shares the kernel of its node: no sandbox is forced on it.',
  find: (namespace, terrain) => terrain.pools.all.flatMap((pool) => ways(namespace, pool, terrain)),
  examples: {
    open: [
      models(''),
      models('pod-security.kubernetes.io/warn: restricted'),
      models('pod-security.kubernetes.io/enforce: privileged'),
    ],
    barred: [
      {
        manifest: models('pod-security.kubernetes.io/enforce: baseline'),
        facts: { nodeKernel: 'patched' },
      },
      {
        manifest: models('pod-security.kubernetes.io/enforce: restricted'),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [],
    unknown: [
      models('pod-security.kubernetes.io/enforce: baseline'),
      {
        manifest: models('pod-security.kubernetes.io/enforce: "{{ .Values.level }}"'),
        facts: { nodeKernel: 'patched' },
      },
    ],
  },
}

function ways(namespace: string, pool: Pool, terrain: Terrain): readonly Opening[] {
  const placement = isOfOthers(pool, namespace, terrain) ? terrain.facts.ask('placement') : undefined
  if (placement?.is === 'good') return []
  const admission = admissionBarriers(namespace, { rejectedBy: 'baseline', field: 'privileged' }, terrain)
  const to = [nodePosition(pool.name)]
  const doubt = doubted(placement?.assumes)
  const privileged = openWays({
    to,
    how: `A privileged pod in ${namespaceLabel(namespace)} is root on its node.`,
    barriers: admission,
    ...doubt,
  })
  if (admission.length === 0) return privileged
  const plain = openWays({
    to,
    how: `A plain pod in ${namespaceLabel(namespace)} runs on the kernel of its node.`,
    barriers: sharedKernelBarrier(terrain),
    ...doubt,
  })
  return [...privileged, ...plain]
}

/** Nodes of another tenant, from which admission may keep what this one starts. */
function isOfOthers(pool: Pool, namespace: string, { ownerOf, tenants }: Terrain): boolean {
  const [owner, tenant] = [ownerOf(pool), tenants.ofNamespace(namespace)]
  return pool.labels.size > 0 && owner !== undefined && tenant !== undefined && owner !== tenant
}

/** Sorts before kube-system, which every cluster has. */
function models(label: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: acme, labels: { ${label} } }`
}
