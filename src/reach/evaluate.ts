import { remember, rememberBoth } from '../kernel/remember.ts'
import type { ContainerPort } from '../model/container.ts'
import type { ExtendedStatement, Selecting, Tier } from '../model/network.ts'
import type { Match } from '../model/selector.ts'
import type { Other } from './peer.ts'
import { everyPort, intersect, isEmpty, noPorts, type Ports, subtract, union } from './ports.ts'
import type { Applied, Group, Profile } from './profile.ts'
import type { Policy, Rule } from './rule.ts'

/** What one end's policies say of a connection. Ports in neither set are denied for sure. */
export interface Side {
  readonly reason: Reason
  readonly allowed: Ports
  /** Ports on which it depends on something that is not known; never those of `allowed`. */
  readonly undecided: Ports
  /** Policies that let nothing through but what rules allow, and those that may. */
  readonly isolating: readonly Selecting<Policy>[]
  /** What rules decided, in the order in which they were asked. */
  readonly decisions: readonly Decision[]
  /** Policies of which nothing is known but that they may be about this end. */
  readonly unmodelled: readonly Policy[]
  /** Why policies may not be asked at all, where that is not known. */
  readonly bypass?: Reason
}

/**
 * `no-pod`: nothing is asked at this end. `host-network`: the pod has its node's network. `own-node`: a node and its
 * pods may always talk. `self`: a pod talks to itself. `no-policy`: none is about the pod. `policies`: they decided.
 */
export type Reason = 'no-pod' | 'host-network' | 'own-node' | 'self' | 'no-policy' | 'policies'

/** What one rule decided of the ports that no rule before it had decided. */
export interface Decision {
  readonly rule: Rule
  readonly tier: Tier
  readonly effect: ExtendedStatement['effect']
  /** `unknown`: the rule may be about this connection. */
  readonly match: Exclude<Match, 'no'>
  readonly ports: Ports
}

/** What is asked: who is at the other end, and the names of the destination's ports. */
export interface Question {
  readonly other: Other
  readonly names: readonly ContainerPort[]
}

export function openSide(reason: Reason): Side {
  return { reason, allowed: everyPort, undecided: noPorts, isolating: [], decisions: [], unmodelled: [] }
}

const unasked = openSide('no-policy')

/**
 * The algorithm of the Kubernetes network policy API, with every uncertainty carried along: a port that may end either
 * way is undecided.
 */
export function evaluate(profile: Profile, question: Question): Side {
  if (profile.isEmpty) return unasked
  const matches = profile.rules.map((rule) => matchOf(rule, question.other))
  if (matches.every((match) => match === 'no')) return untouched(profile)
  const answer = (): Side => run(profile, (rule) => hitOf(rule, question))
  return profile.direction === 'ingress'
    ? sharedBy(matches, { profile, names: question.names, answer })
    : answer()
}

/** Most questions are about somebody whom no rule names: to all of those a profile has one answer. */
const untouched = remember((profile: Profile) => run(profile, () => undefined))

interface Asked extends Pick<Question, 'names'> {
  readonly profile: Profile
  readonly answer: () => Side
}

/** Whom the same rules mean, a profile answers alike: a thousand classes that all reach each other have few answers. */
function sharedBy(matches: readonly Match[], { profile, names, answer }: Asked): Side {
  const known = answersOf(names, profile)
  const key = matches.join(' ')
  const side = known.get(key) ?? answer()
  known.set(key, side)
  return side
}

const answersOf = rememberBoth((_names: Question['names'], _profile: Profile) => new Map<string, Side>())

function run(profile: Profile, findHit: FindHit): Side {
  const { admin, baseline, isolating, unmodelled } = profile
  const course = new Course(findHit)
  course.askTier(admin, 'admin')
  course.askNamespace(profile)
  course.askTier(baseline, 'baseline')
  course.letRestThrough()
  if (unmodelled.length > 0) course.doubtAll()
  return { reason: 'policies', ...course.result(), isolating, unmodelled }
}

type FindHit = (rule: Rule) => Hit | undefined

interface Hit {
  readonly match: Exclude<Match, 'no'>
  readonly sure: Ports
  readonly possible: Ports
}

function hitOf(rule: Rule, { other, names }: Question): Hit | undefined {
  const match = matchOf(rule, other)
  if (match === 'no') return undefined
  const { sure, possible } = rule.ports(names)
  return { match, sure: match === 'yes' ? sure : noPorts, possible }
}

function matchOf({ isHidden, peers }: Rule, other: Other): Match {
  if (isHidden) return 'unknown'
  let match: Match = 'no'
  for (const peer of peers) {
    const single = peer.matches(other)
    if (single === 'yes') return 'yes'
    if (single === 'unknown') match = 'unknown'
  }
  return match
}

interface Outcomes {
  readonly allow: boolean
  readonly deny: boolean
  readonly pass: boolean
}

/** What may become of a port on which a rule has an effect. */
const outcomes: Readonly<Record<ExtendedStatement['effect'], Outcomes>> = {
  allow: { allow: true, deny: false, pass: false },
  deny: { allow: false, deny: true, pass: false },
  pass: { allow: false, deny: false, pass: true },
  unknown: { allow: true, deny: true, pass: true },
}

/** The ports of one connection on their way through the tiers: how each may end, and which are still open. */
class Course {
  readonly #findHit: FindHit
  readonly #decisions: Decision[] = []
  #rest = everyPort
  #allow = noPorts
  #deny = noPorts

  constructor(findHit: FindHit) {
    this.#findHit = findHit
  }

  /** An ordered tier: the first rule that matches decides, `pass` for the next tier. */
  askTier(groups: readonly Group[], tier: 'admin' | 'baseline'): void {
    let passed = noPorts
    for (const group of groups) {
      const before = this.#rest
      let after = before
      for (const policy of group) {
        this.#rest = before
        for (const rule of policy.rules) passed = union(passed, this.#askRule(rule, policy, tier))
        after = intersect(after, this.#rest)
      }
      this.#rest = after
    }
    this.#rest = union(this.#rest, passed)
  }

  /** Returns the ports that the rule passes on, or may. */
  #askRule(rule: Rule, policy: Applied, tier: Tier): Ports {
    const hit = this.#findHit(rule)
    const ports = hit === undefined ? noPorts : intersect(hit.possible, this.#rest)
    if (hit === undefined || isEmpty(ports)) return noPorts
    this.#note(rule, { match: hit.match, policy, tier, ports })
    const may = outcomes[rule.effect]
    if (may.allow) this.#allow = union(this.#allow, ports)
    if (may.deny) this.#deny = union(this.#deny, ports)
    if (policy.match === 'yes' && rule.effect !== 'unknown') this.#rest = subtract(this.#rest, hit.sure)
    return may.pass ? ports : noPorts
  }

  #note(
    rule: Rule,
    { match, policy, tier, ports }: { match: Hit['match']; policy: Applied; tier: Tier; ports: Ports },
  ): void {
    const both = policy.match === 'yes' && rule.effect !== 'unknown' ? match : 'unknown'
    this.#decisions.push({ rule, tier, effect: rule.effect, match: both, ports })
  }

  /**
   * Policies of namespaces have no order: a deny (Cilium) wins over every allow, and where one isolates, only what is
   * allowed goes through and no later tier is asked.
   */
  askNamespace({ namespaced, isolating }: Profile): void {
    for (const policy of namespaced) {
      for (const rule of policy.rules) if (rule.effect === 'deny') this.#askRule(rule, policy, 'namespace')
    }
    const rest = this.#rest
    const grants = namespaced.map((policy) => this.#grantsOf(policy))
    const sure = grants.reduce((all, each) => union(all, each.sure), noPorts)
    const possible = grants.reduce((all, each) => union(all, each.possible), noPorts)
    this.#allow = union(this.#allow, intersect(rest, possible))
    if (isolating.some(({ match }) => match === 'yes')) {
      this.#deny = union(this.#deny, subtract(rest, sure))
      this.#rest = noPorts
      return
    }
    for (const grant of grants) {
      if (grant.mayIsolate) this.#deny = union(this.#deny, subtract(subtract(rest, grant.ifSelected), sure))
    }
    this.#rest = subtract(rest, sure)
  }

  #grantsOf(policy: Applied): Grants {
    const hits = policy.rules.flatMap((rule) => (rule.effect === 'allow' ? this.#grant(rule, policy) : []))
    const mayIsolate = policy.isolates !== 'no'
    if (hits.length === 0) return mayIsolate ? onlyIsolates : grantsNothing
    const ifSelected = hits.reduce((all, each) => union(all, each.sure), noPorts)
    const possible = hits.reduce((all, each) => union(all, each.possible), noPorts)
    return { sure: policy.match === 'yes' ? ifSelected : noPorts, ifSelected, possible, mayIsolate }
  }

  /** What a rule allows of the ports that are left; nothing where it is about others. */
  #grant(rule: Rule, policy: Applied): Hit[] {
    const hit = this.#findHit(rule)
    const ports = hit === undefined ? noPorts : intersect(hit.possible, this.#rest)
    if (hit === undefined || isEmpty(ports)) return []
    this.#note(rule, { match: hit.match, policy, tier: 'namespace', ports })
    return [hit]
  }

  /** What no tier has decided goes through. */
  letRestThrough(): void {
    this.#allow = union(this.#allow, this.#rest)
  }

  doubtAll(): void {
    this.#allow = everyPort
    this.#deny = everyPort
  }

  result(): Pick<Side, 'allowed' | 'undecided' | 'decisions'> {
    return {
      allowed: subtract(this.#allow, this.#deny),
      undecided: intersect(this.#allow, this.#deny),
      decisions: this.#decisions,
    }
  }
}

/** What the allow rules of one policy let through. */
interface Grants {
  readonly sure: Ports
  /** For sure, if the policy is about the pod at all. */
  readonly ifSelected: Ports
  readonly possible: Ports
  readonly mayIsolate: boolean
}

const grantsNothing: Grants = { sure: noPorts, ifSelected: noPorts, possible: noPorts, mayIsolate: false }
const onlyIsolates: Grants = { ...grantsNothing, mayIsolate: true }

/** What holds where either of two sides may be the true one. */
export function eitherSide(a: Side, b: Side): Side {
  const allowed = intersect(a.allowed, b.allowed)
  const possible = [a.allowed, a.undecided, b.allowed, b.undecided].reduce(union, noPorts)
  return { ...b, allowed, undecided: subtract(possible, allowed) }
}
