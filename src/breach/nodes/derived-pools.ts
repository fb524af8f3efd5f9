import { compareText } from '../../kernel/text.ts'
import { byDefault } from '../../model/known.ts'
import { matchNodeRequirement, nodeNameKey } from '../../model/node-match.ts'
import type { NodeRequirement, Pod } from '../../model/pod.ts'
import type { Match } from '../../model/selector.ts'
import type { Assumption } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import { likelyTaintOf } from './likely-taint.ts'
import type { FactsAsked } from '../facts/facts.ts'
import { asksForWindows, choiceOf, type NodeChoice, placementKeyOf } from './node-choice.ts'
import { generalPoolName, type Placement, type Pool } from '../steps/pool.ts'
import { workloadLabel } from '../steps/position.ts'
import { roams } from './roaming-pods.ts'
import { unreadPools } from './unread-pools.ts'

export interface Derived {
  readonly all: readonly Pool[]
  placementsOf(pod: Pod): readonly Placement[]
}

/** Where pods land that choose nothing. */
const generalPool: Pool = { name: generalPoolName, labels: new Map(), nodes: [] }

/** A label of which only the key is asked for. */
const anyValue = '*'

interface Asking {
  /** Pods for which there have to be nodes. */
  readonly choosers: readonly Pod[]
  /** No node was read: there are nodes for pods that choose nothing, whether or not one of the pods here is such. */
  readonly isBlind: boolean
  /** Every pod that may land there as well. */
  readonly pods: readonly Pod[]
  /** Whether a pod is a tenant's: admission holds no other to nodes. */
  readonly isTenants: (pod: Pod) => boolean
}

/**
 * Pools as far as manifests tell: one for each set of labels that some pod asks for, and one for pods that ask for none.
 * A pod that asks for less than a pool's labels may land there all the same, unless a taint keeps it out or admission
 * does.
 */
export function findDerivedPools({ choosers, pods, isBlind, isTenants }: Asking, facts: FactsAsked): Derived {
  const chosen = poolsChosenBy(distinct(choosers), isBlind ? [generalPool] : [])
  const unread = unreadPools(choosers)
  const keyOf = (pod: Pod): string => `${isTenants(pod)} ${placementKeyOf(pod)}`
  const examples = new Map(pods.map((pod) => [keyOf(pod), pod]))
  const taintOf = new Map(
    chosen.map((pool) => [pool, likelyTaintOf(tenantsOf(pool, [...examples.values()]))]),
  )
  const placements = new Map(
    [...examples].map(([key, pod]) => [
      key,
      [
        ...ownPool(pod, unread),
        ...chosen.flatMap((pool) =>
          place(pod, pool, { facts, isTenants: isTenants(pod), keepsOut: taintOf.get(pool)?.(pod) }),
        ),
      ],
    ]),
  )
  return { all: [...chosen, ...unread.values()], placementsOf: (pod) => placements.get(keyOf(pod)) ?? [] }
}

function ownPool(pod: Pod, unread: ReadonlyMap<string, Pool>): readonly Placement[] {
  const pool = choiceOf(pod).hiddenAt === undefined ? undefined : unread.get(pod.namespace)
  return pool === undefined ? [] : [{ pool }]
}

/** One pod for all that are placed alike. */
function distinct(pods: readonly Pod[]): Iterable<Pod> {
  return new Map(pods.map((pod) => [placementKeyOf(pod), pod])).values()
}

function poolsChosenBy(pods: Iterable<Pod>, always: readonly Pool[]): readonly Pool[] {
  const chosen = new Map(always.map((pool) => ['', pool]))
  for (const pod of pods) {
    for (const term of choiceOf(pod).terms) {
      for (const labels of labelSetsOf(term)) {
        const name = [...labels].map(([key, value]) => `${key}=${value}`).join(',')
        chosen.set(name, name === '' ? generalPool : { name, labels, nodes: [] })
      }
    }
  }
  return [...chosen.values()].sort((a, b) => byGenerality(a, b) || compareText(a.name, b.name))
}

function byGenerality(a: Pool, b: Pool): number {
  return Number(b === generalPool) - Number(a === generalPool)
}

const mostSets = 32

/** The sets of labels of which a term asks for one: `In [a, b]` for two of them. */
function labelSetsOf(term: readonly NodeRequirement[]): readonly ReadonlyMap<string, string>[] {
  let sets: readonly (readonly (readonly [string, string])[])[] = [[]]
  for (const { key, operator, values } of term) {
    if (operator === 'NotIn' || operator === 'DoesNotExist' || key === nodeNameKey) continue
    const isListed = operator === 'In' && sets.length * values.length <= mostSets
    const wanted = isListed ? values : [anyValue]
    sets = sets.flatMap((set) => wanted.map((value) => [...set, [key, value] as const]))
  }
  return sets.map((set) => new Map([...set].sort(([a], [b]) => compareText(a, b))))
}

/** Pods that choose a pool, and with it show what one has to tolerate there. */
function tenantsOf(pool: Pool, pods: readonly Pod[]): readonly Pod[] {
  return pool === generalPool ? [] : pods.filter((pod) => fitOf(choiceOf(pod), pool) === 'yes')
}

interface Circumstances {
  readonly facts: FactsAsked
  readonly isTenants: boolean
  /** What would keep the pod out although its labels let it in. */
  readonly keepsOut: Assumption | undefined
}

function place(pod: Pod, pool: Pool, { facts, isTenants, keepsOut }: Circumstances): readonly Placement[] {
  const choice = choiceOf(pod)
  const fit = fitOf(choice, pool)
  if (fit === 'no') return []
  if (fit === 'yes' && choice.hiddenAt === undefined) return [{ pool }]
  const unread = unreadOf(pod, choice)
  if (unread !== undefined) return [{ pool, assumes: unread }]
  if (!isTenants && roams(pod)) return [{ pool }]
  const { is, assumes = keepsOut } = facts.ask('placement')
  if (is === 'good') return []
  return [{ pool, ...doubted(assumes) }]
}

/** A choice that cannot be read, or a node whose labels nobody showed. */
function unreadOf(pod: Pod, { hiddenAt, terms }: NodeChoice): Assumption | undefined {
  const question = `which nodes ${workloadLabel(pod)} runs on`
  if (hiddenAt !== undefined) return { question, origin: hiddenAt }
  const isNamed = terms.some((term) => term.some(({ key }) => key === nodeNameKey))
  return isNamed ? { question, origin: pod.specOrigin } : undefined
}

type Fit = 'yes' | 'no' | 'maybe'

function fitOf(choice: NodeChoice, pool: Pool): Fit {
  if (asksForWindows(choice) !== isOfWindows(pool)) return 'no'
  const fits = choice.terms.map((term) => fitOfTerm(term, pool))
  if (fits.includes('yes')) return 'yes'
  return fits.includes('maybe') ? 'maybe' : 'no'
}

function isOfWindows({ labels }: Pool): boolean {
  return labels.get('kubernetes.io/os') === 'windows' || labels.get('beta.kubernetes.io/os') === 'windows'
}

function fitOfTerm(term: readonly NodeRequirement[], pool: Pool): Fit {
  const asked = term.filter(({ key }) => key !== nodeNameKey)
  const matches = asked.map((each) => matchOn(pool, each))
  if (matches.includes('no')) return 'no'
  if (matches.includes('unknown')) return 'maybe'
  const isChosen = [...pool.labels.keys()].every((key) =>
    asked.some((each) => each.key === key && isFor(each)),
  )
  return isChosen ? 'yes' : 'maybe'
}

function isFor({ operator }: NodeRequirement): boolean {
  return operator !== 'NotIn' && operator !== 'DoesNotExist'
}

/** Of a pool that pods choose only those labels are known; nodes for pods that choose nothing have no others. */
function matchOn(pool: Pool, requirement: NodeRequirement): Match {
  const label = pool.labels.get(requirement.key)
  if (label === undefined && pool !== generalPool) return 'unknown'
  const isOpen =
    label === anyValue && requirement.operator !== 'Exists' && requirement.operator !== 'DoesNotExist'
  return isOpen
    ? 'unknown'
    : matchNodeRequirement(requirement, label === undefined ? undefined : byDefault(label))
}
