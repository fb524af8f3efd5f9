import type { WrongFieldName } from '../../knowledge/wrong-fields.ts'
import type { ResourceQuota } from '../../model/cluster.ts'
import { hidden, isKnown, type Known, originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { policyBarriers } from '../admission/policies.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { assumption } from '../steps/doubt.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt } from '../make-barrier.ts'

/** What of Kubernetes' own may reject a pod with a wrong field; `policy`: nothing but a policy. */
export type Rejection = 'baseline' | 'restricted' | 'quota' | 'policy'

/** A wrong field of tomorrow: what rejects it, and its name, by which it is planted into a pod to try policies on. */
export interface Fault {
  readonly rejectedBy: Rejection
  readonly field?: WrongFieldName
}

const known = new WeakMap<Terrain, Map<string, readonly StandingBarrier[]>>()

/** Barriers that stand before a new or changed pod in a namespace; worked out once for each fault. */
export function admissionBarriers(
  namespace: string,
  fault: Rejection | Fault,
  terrain: Terrain,
): readonly StandingBarrier[] {
  const { rejectedBy, field }: Fault = typeof fault === 'string' ? { rejectedBy: fault } : fault
  const answers = known.get(terrain) ?? new Map<string, readonly StandingBarrier[]>()
  known.set(terrain, answers)
  const key = [namespace, rejectedBy, field].join(' ')
  const answer = answers.get(key) ?? [
    ...ownBarriers[rejectedBy](namespace, field, terrain.platform),
    ...(field === undefined ? [] : policyBarriers(namespace, field, terrain)),
  ]
  answers.set(key, answer)
  return answer
}

type OwnBarriers = (
  namespace: string,
  field: WrongFieldName | undefined,
  platform: Platform,
) => readonly StandingBarrier[]

const ownBarriers: Readonly<Record<Rejection, OwnBarriers>> = {
  baseline: (namespace, _, platform) => podSecurityBarriers(namespace, 'baseline', platform),
  restricted: (namespace, _, platform) => podSecurityBarriers(namespace, 'restricted', platform),
  quota: quotaBarriers,
  policy: () => [],
}

const levels = ['privileged', 'baseline', 'restricted']

/** Only `enforce` rejects; `warn` and `audit` write a line (Kubernetes documentation, Pod Security Admission). */
function podSecurityBarriers(
  namespace: string,
  level: 'baseline' | 'restricted',
  platform: Platform,
): readonly StandingBarrier[] {
  if (isExempt(namespace, platform)) return []
  const enforced = enforcedLevel(namespace, platform)
  const value = valueOf(enforced)
  if (value !== undefined && levels.indexOf(value) < levels.indexOf(level)) return []
  const origin = originOf(enforced)
  const question = `which Pod Security level namespace ${namespace} enforces`
  return [
    barrierAt('A.psa', {
      at: namespace,
      label: `namespace ${namespace} enforces a Pod Security level`,
      evidence: [value === undefined ? undefined : origin],
      assumes: value === undefined ? assumption(question, origin) : undefined,
    }),
  ]
}

const label = 'pod-security.kubernetes.io/enforce'

/** The namespace's label, else what the API server applies to namespaces without one. */
function enforcedLevel(namespace: string, platform: Platform): Known<string> {
  const object = platform.all('namespace').find(({ name }) => name === namespace)
  const own = object?.labels.get(label)
  if (own !== undefined) return own
  if (object?.isDeclared === false) return hiddenLevel(object.origin)
  const [settings] = platform.all('pod-security-settings')
  return settings?.defaultLevel ?? { state: 'default', value: 'privileged' }
}

function hiddenLevel(origin: Origin): Known<string> {
  return hidden('the namespace is not declared here', origin)
}

function isExempt(namespace: string, platform: Platform): boolean {
  return platform
    .all('pod-security-settings')
    .some(({ exemptNamespaces }) => exemptNamespaces.some((name) => valueOf(name) === namespace))
}

const resources: Readonly<Partial<Record<WrongFieldName, string>>> = {
  'cpu-limit': 'cpu',
  'memory-limit': 'memory',
  'storage-limit': 'ephemeral-storage',
}

/** A quota over limits rejects a pod without them; a limit range fills them in. */
function quotaBarriers(
  namespace: string,
  field: WrongFieldName | undefined,
  platform: Platform,
): readonly StandingBarrier[] {
  const resource = field === undefined ? undefined : resources[field]
  const quota = platform
    .inNamespace('resource-quota', namespace)
    .find((each) => !each.isScoped && boundsLimits(each, resource))
  const range = platform
    .inNamespace('limit-range', namespace)
    .find(({ limits }) =>
      limits.some(
        (item) =>
          isKnown(item.type, 'Container') &&
          [item.default, item.max].some((amounts) => hasAmount(amounts, resource)),
      ),
    )
  const object = quota ?? range
  if (object === undefined) return []
  const text = `${object.kind} ${namespace}/${object.name} bounds every container`
  return [barrierAt('A.quota', { at: namespace, label: text, evidence: [object.origin] })]
}

function boundsLimits({ hard }: ResourceQuota, resource: string | undefined): boolean {
  return [...hard.keys()].some((key) =>
    resource === undefined ? key.startsWith('limits.') : key === `limits.${resource}`,
  )
}

function hasAmount(amounts: ReadonlyMap<string, unknown>, resource: string | undefined): boolean {
  return resource === undefined ? amounts.size > 0 : [...amounts.keys()].includes(resource)
}
