import { valueOf } from '../model/known.ts'
import type { Direction, ExtendedNetworkPolicy, Selecting } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { allMatch, type Match } from '../model/selector.ts'
import type { Policy, Rule } from './rule.ts'

/** A policy that is about a pod, or may be, in one direction. */
export interface Applied {
  readonly policy: Policy
  readonly match: Exclude<Match, 'no'>
  /** Whether it lets nothing through but what its rules allow. */
  readonly isolates: Match
  readonly rules: readonly Rule[]
}

/** What decides on a pod's connections in one direction, tier by tier. */
export interface Profile {
  readonly direction: Direction
  /** Policies of one priority stand in one group: which of them is asked first is not defined. */
  readonly admin: readonly Group[]
  readonly namespaced: readonly Applied[]
  readonly baseline: readonly Group[]
  /** Policies of namespaces that isolate the pod, or may. */
  readonly isolating: readonly Selecting<Policy>[]
  /** The rules of all of them. */
  readonly rules: readonly Rule[]
  /** No policy is about the pod. */
  readonly isEmpty: boolean
  /** Policies that are not modelled and may be about the pod: they may allow and deny anything. */
  readonly unmodelled: readonly Policy[]
}

export type Group = readonly Applied[]

export interface ProfileContext {
  readonly platform: Platform
  /** Policies of these APIs have no effect. */
  readonly foreign: readonly ExtendedNetworkPolicy['api'][]
  readonly rulesOf: (policy: Policy, direction: Direction) => readonly Rule[]
}

export function findProfile(pod: Pod, direction: Direction, context: ProfileContext): Profile {
  const { platform, foreign } = context
  const extended = platform
    .extendedNetworkPoliciesOf(pod)
    .filter(({ policy }) => !foreign.includes(policy.api))
  const apply = (selecting: readonly Selecting<Policy>[]): Applied[] =>
    selecting.flatMap((each) => applied(each, direction, context))
  const admin = extended.filter(({ policy }) => policy.api === 'admin')
  const cilium = extended.filter(({ policy }) => policy.api === 'cilium')
  const unmodelled = extended.filter(({ policy }) => policy.api === 'calico').map(({ policy }) => policy)
  const tiers = {
    admin: inOrder(apply(admin.filter((each) => mayBeIn(each, 'admin')))),
    namespaced: apply([...platform.networkPoliciesOf(pod), ...cilium]),
    baseline: inOrder(apply(admin.filter((each) => mayBeIn(each, 'baseline')))),
  }
  const all = [...tiers.admin.flat(), ...tiers.namespaced, ...tiers.baseline.flat()]
  return {
    direction,
    ...tiers,
    rules: all.flatMap(({ rules }) => rules),
    isEmpty: all.length + unmodelled.length === 0,
    isolating: tiers.namespaced.flatMap(isolation),
    unmodelled,
  }
}

/** A NetworkPolicy without effect in a direction has no rules there, either. */
function applied(
  { policy, match }: Selecting<Policy>,
  direction: Direction,
  context: ProfileContext,
): Applied[] {
  const isolates = policy.isolates[direction]
  const rules = context.rulesOf(policy, direction)
  if (policy.asset === 'network-policy') {
    const inEffect = allMatch([match, isolates])
    return inEffect === 'no' ? [] : [{ policy, match: inEffect, isolates: 'yes', rules }]
  }
  const isEmpty = rules.length === 0 && isolates === 'no'
  return match === 'no' || isEmpty ? [] : [{ policy, match, isolates, rules }]
}

function isolation({ policy, match, isolates }: Applied): Selecting<Policy>[] {
  const both = allMatch([match, isolates])
  return both === 'no' ? [] : [{ policy, match: both }]
}

function mayBeIn({ policy }: Selecting<ExtendedNetworkPolicy>, tier: 'admin' | 'baseline'): boolean {
  return policy.tier.state === 'hidden' || policy.tier.value === tier
}

/** A policy whose priority cannot be read may be asked first or last; one whose tier cannot be read, not at all. */
function inOrder(policies: readonly Applied[]): readonly Group[] {
  const hasPlace = (each: Applied): boolean => priorityOf(each) !== undefined
  const doubted = (each: Applied): Applied => ({ ...each, match: 'unknown' })
  const placed = policies.filter((each) => isTierKnown(each) && hasPlace(each))
  const groups = [...Map.groupBy(placed, priorityOf)].sort(([a = 0], [b = 0]) => a - b)
  const unplaced = policies.filter((each) => !isTierKnown(each) || !hasPlace(each))
  const last = unplaced.map((each) => (isTierKnown(each) ? each : doubted(each)))
  return [unplaced.map(doubted), ...groups.map(([, group]) => group), last].filter(({ length }) => length > 0)
}

function priorityOf({ policy }: Applied): number | undefined {
  return policy.asset === 'extended-network-policy' ? valueOf(policy.priority) : undefined
}

function isTierKnown({ policy }: Applied): boolean {
  return policy.asset === 'extended-network-policy' && policy.tier.state !== 'hidden'
}
