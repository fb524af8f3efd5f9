import { rememberBoth } from '../kernel/remember.ts'
import { isOpenWithDots } from '../knowledge/open-hosting.ts'
import type { Firewall, FirewallPolicy, FirewallRule, RuleCollection } from '../model/azure.ts'
import { hidden, isKnown, type Known, originOf, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import { allMatch, anyMatch, type Match } from '../model/selector.ts'
import { areAllSources, isOfEverybody, isSource, type Senders, touches } from './address-filter.ts'
import { onlyReferred, type Referring, referringBy } from './references.ts'

/** Whether a firewall lets through to strangers, and the rule that does or may. */
export interface FirewallAnswer {
  readonly opens: Match
  readonly rule?: FirewallRule
}

const groupsOf = referringBy('firewall-rule-group', ({ policy }) => [policy])

/** A policy of a policy of a policy is as much as Azure allows, and one more than anybody has. */
const mostBases = 3

/**
 * What a firewall does with packets of some senders to strangers: rules of the network are asked before those of applications, each in
 * the order of priorities, and what no rule allows is dropped.
 */
export function answerOf(firewall: Firewall, from: Senders, platform: Platform): FirewallAnswer {
  const collections = collectionsAsked(firewall, platform)
  return collections === undefined ? { opens: 'unknown' } : answerIn(collections, from)
}

/** The firewall's own, or those of its policy; nothing where that is declared elsewhere. */
const collectionsAsked = rememberBoth(
  (firewall: Firewall, platform: Platform): readonly RuleCollection[] | undefined => {
    if (firewall.policy.state === 'hidden') return undefined
    if (firewall.policy.value === undefined) return firewall.collections
    const policy = onlyReferred(platform, 'firewall-policy', [firewall, firewall.policy])
    return policy === undefined ? undefined : collectionsOf(policy, platform)
  },
)

/** In the order in which they are asked; nothing where a policy that it inherits is declared elsewhere. */
function collectionsOf(
  policy: FirewallPolicy,
  platform: Platform,
  depth = 0,
): readonly RuleCollection[] | undefined {
  const own = groupsOf(policy, platform)
    .toSorted((a, b) => byPriority(a.asset.priority, b.asset.priority))
    .flatMap((group) => inOrder(collectionsIn(group)))
  if (isKnown(policy.base, undefined)) return own
  const base = onlyReferred(platform, 'firewall-policy', [policy, policy.base])
  const inherited =
    base === undefined || depth === mostBases ? undefined : collectionsOf(base, platform, depth + 1)
  return inherited === undefined ? undefined : [...inherited, ...own]
}

/** What a group holds that may not be there, or not at its place, is neither allowed nor denied. */
function collectionsIn({ asset, match }: Referring<'firewall-rule-group'>): readonly RuleCollection[] {
  const { collections, confidence, priority } = asset
  if (match === 'yes' && confidence === 'confirmed' && priority.state !== 'hidden') return collections
  const reason = 'it is not known whether these rules are asked, and when'
  return collections.map((each) => ({ ...each, action: hidden(reason, each.origin) }))
}

function answerIn(collections: readonly RuleCollection[], from: Senders): FirewallAnswer {
  const isOfNetwork = ({ rules }: RuleCollection): boolean =>
    rules.some(({ kind }) => isKnown(kind, 'NetworkRule'))
  const asked = [...collections.filter(isOfNetwork), ...collections.filter((each) => !isOfNetwork(each))]
  const end = asked.findIndex((each) => dropsAll(each, from))
  const answers = asked
    .slice(0, end === -1 ? undefined : end)
    .filter((each) => !isDeny(each))
    .flatMap(({ action, rules }) => rules.map((rule) => ({ opens: openness(rule, action, from), rule })))
  return (
    answers.find(({ opens }) => opens === 'yes') ??
    answers.find(({ opens }) => opens === 'unknown') ?? { opens: 'no' }
  )
}

/** A rule whose place nobody knows may come after those that let through. */
function dropsAll(collection: RuleCollection, from: Senders): boolean {
  const isPlaced = collection.priority.state !== 'hidden'
  return isPlaced && isDeny(collection) && collection.rules.some((rule) => dropsEverything(rule, from))
}

function isDeny({ action }: RuleCollection): boolean {
  return valueOf(action)?.toLowerCase() === 'deny'
}

function openness(rule: FirewallRule, action: Known<string>, from: Senders): Match {
  const opens = allMatch([isFrom(rule, from), opennessOf(rule)])
  return opens === 'yes' && action.state === 'hidden' ? 'unknown' : opens
}

/** Whether a rule is about packets of some senders; one that names none is about all. */
export function isFrom({ sources, sourceGroups }: FirewallRule, from: Senders): Match {
  if (sources.length + sourceGroups.length === 0) return 'yes'
  return anyMatch([
    ...sources.map((known) => answer(known, (source) => isSource(source, from))),
    // Who is in a group of addresses the rules do not tell.
    ...sourceGroups.map((): Match => 'unknown'),
  ])
}

/** Whether a rule that allows is about strangers: a pattern that anybody gets a name below, or a network of theirs. */
function opennessOf({ names, categories, addresses, addressGroups }: FirewallRule): Match {
  return anyMatch([
    ...names.map((known) => answer(known, (name) => (isOpenWithDots(name) ? 'yes' : 'no'))),
    ...addresses.map((known) => answer(known, (address) => touches(address, 'internet'))),
    // Who is in a category of the web, or in a group of addresses, the rules do not tell.
    ...[...categories, ...addressGroups].map((): Match => 'unknown'),
  ])
}

/** Whether a rule is for every name or every address, with what says so. */
export function isForEverybody({ names, addresses, origin }: FirewallRule): {
  readonly match: Match
  readonly origin: Origin
} {
  const parts = [...names, ...addresses]
  const open = parts.find((known) => isOfEverybody(valueOf(known) ?? ''))
  if (open !== undefined) return { match: 'yes', origin: originOf(open) ?? origin }
  const hidden = parts.find(({ state }) => state === 'hidden')
  return hidden === undefined
    ? { match: 'no', origin }
    : { match: 'unknown', origin: originOf(hidden) ?? origin }
}

function dropsEverything({ sources, addresses, ports, protocols }: FirewallRule, from: Senders): boolean {
  const named = sources.map((source) => valueOf(source) ?? '')
  const isForAll = [addresses, ports].every((part) => part.some((each) => isKnown(each, '*')))
  if (!areAllSources(named, from)) return false
  return isForAll && protocols.some((each) => valueOf(each)?.toLowerCase() === 'any')
}

function answer(known: Known<string>, judge: (value: string) => Match): Match {
  return known.state === 'hidden' ? 'unknown' : judge(known.value)
}

function inOrder(collections: readonly RuleCollection[]): readonly RuleCollection[] {
  return collections.toSorted((a, b) => byPriority(a.priority, b.priority))
}

function byPriority(a: Known<number | undefined>, b: Known<number | undefined>): number {
  return (valueOf(a) ?? 0) - (valueOf(b) ?? 0)
}
