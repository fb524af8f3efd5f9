import { valueOf } from '../../model/known.ts'
import type { StandingBarrier } from '../barrier.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt } from './make.ts'

/** What may reject a pod with a wrong field. */
export type Rejection = 'baseline' | 'restricted' | 'quota' | 'policy'

const rank: Readonly<Record<string, number>> = { baseline: 1, restricted: 2 }

/** Barriers that stand before a new or changed pod in a namespace. */
export function admissionBarriers(
  namespace: string,
  rejectedBy: Rejection,
  terrain: Terrain,
): readonly StandingBarrier[] {
  if (rejectedBy === 'quota') return quotaBarriers(namespace, terrain)
  return rejectedBy === 'policy' ? [] : podSecurityBarriers(namespace, rejectedBy, terrain)
}

/** Only `enforce` rejects; `warn` and `audit` write a line (Kubernetes documentation, Pod Security Admission). */
function podSecurityBarriers(
  namespace: string,
  level: 'baseline' | 'restricted',
  { platform }: Terrain,
): readonly StandingBarrier[] {
  const object = platform.all('namespace').find(({ name }) => name === namespace)
  const label = object?.labels.get('pod-security.kubernetes.io/enforce')
  if (label === undefined) return []
  const place = { at: namespace, label: `namespace ${namespace} enforces a Pod Security level` }
  if (label.state === 'hidden') {
    const question = `which Pod Security level namespace ${namespace} enforces`
    return [barrierAt('A.psa', { ...place, assumes: { question, origin: label.origin } })]
  }
  if ((rank[label.value] ?? 0) < (rank[level] ?? 0) || isExempt(namespace, platform)) return []
  return [barrierAt('A.psa', { ...place, evidence: [label.state === 'stated' ? label.origin : undefined] })]
}

function isExempt(namespace: string, platform: Terrain['platform']): boolean {
  return platform
    .all('pod-security-settings')
    .some(({ exemptNamespaces }) => exemptNamespaces.some((name) => valueOf(name) === namespace))
}

/** A quota over limits rejects a pod without them; a limit range fills them in. */
function quotaBarriers(namespace: string, { platform }: Terrain): readonly StandingBarrier[] {
  const quota = platform
    .inNamespace('resource-quota', namespace)
    .find(({ hard, isScoped }) => !isScoped && [...hard.keys()].some((key) => key.startsWith('limits.')))
  const range = platform
    .inNamespace('limit-range', namespace)
    .find(({ limits }) => limits.some((item) => item.default.size > 0))
  const object = quota ?? range
  if (object === undefined) return []
  const label = `${object.kind} ${namespace}/${object.name} bounds every container`
  return [barrierAt('A.quota', { at: namespace, label, evidence: [object.origin] })]
}
