import { type AddressRange, parseAddress } from '../kernel/cidr.ts'
import { remember } from '../kernel/remember.ts'
import { isKnown } from '../model/known.ts'
import type {
  EgressReach,
  EgressTarget,
  ExtendedNetworkPolicy,
  ExtendedStatement,
  Isolation,
  NetworkPolicy,
  NetworkRule,
  Selecting,
} from '../model/network.ts'
import { allowsPort, blockCovers } from '../model/network-match.ts'
import type { Origin } from '../model/origin.ts'
import { allMatch, anyMatch, type Match } from '../model/selector.ts'

/** What decides on a pod's packets. */
export interface EgressPolicies {
  readonly isolation: Isolation
  readonly policies: readonly Selecting<NetworkPolicy>[]
  readonly extended: readonly Selecting<ExtendedNetworkPolicy>[]
}

/** One rule's answer to a target. */
interface Answer {
  readonly match: Match
  /** What it says may come too late: an admin policy's rules have an order, which is not looked at here. */
  readonly isOrdered: boolean
  readonly origin: Origin
}

/**
 * Whether policies let packets out to an address outside the cluster. A deny wins over every allow, as in Cilium; what
 * an admin policy decides is certain only where no other rule may decide before it.
 */
export function egressReach(target: EgressTarget, policies: EgressPolicies): EgressReach {
  const range = rangeOf(target)
  if (range === undefined) return { match: 'unknown', reason: 'undecided', evidence: [] }
  const { isolation, extended } = policies
  if (isolation.isHostNetwork) return { match: 'yes', reason: 'host-network', evidence: [] }
  const answers = (effect: Effect): Answer[] =>
    extended.flatMap((selecting) => answersOf(selecting, effect, { range, ports: target.ports }))
  const allowed = [
    ...policies.policies.flatMap((each) => rulesOf(each, range, target.ports)),
    ...answers('allow'),
  ]
  return decide(isolation, { allowed, denied: answers('deny'), passed: answers('pass') })
}

/** The same few targets are asked about for every pod. */
const rangeOf: (target: EgressTarget) => AddressRange | undefined = remember(({ address }) =>
  parseAddress(address),
)

type Effect = 'allow' | 'deny' | 'pass'

interface Answers {
  readonly allowed: readonly Answer[]
  readonly denied: readonly Answer[]
  readonly passed: readonly Answer[]
}

function decide(isolation: Isolation, { allowed, denied, passed }: Answers): EgressReach {
  const before = [...allowed, ...passed].filter(({ match }) => match !== 'no')
  const isContested = ({ isOrdered }: Answer): boolean => before.some((each) => isOrdered || each.isOrdered)
  const deny = anyMatch(denied.map((each) => (isContested(each) ? soften(each.match) : each.match)))
  if (deny === 'yes') return { match: 'no', reason: 'denied', evidence: [] }
  const sure = (each: Answer): boolean => each.match === 'yes' && !each.isOrdered
  const letting = allowed.filter(sure).map(({ origin }) => origin)
  const isOpen = letting.length > 0 || isolation.match === 'no'
  const undecided = allowed.filter((each) => each.match !== 'no' && !sure(each)).map(({ origin }) => origin)
  if (isOpen && deny === 'no') {
    return { match: 'yes', reason: letting.length > 0 ? 'allowed' : 'not-isolated', evidence: letting }
  }
  if (isOpen || undecided.length > 0 || isolation.match === 'unknown') {
    return { match: 'unknown', reason: 'undecided', evidence: undecided }
  }
  return { match: 'no', reason: 'denied', evidence: [] }
}

function soften(match: Match): Match {
  return match === 'yes' ? 'unknown' : match
}

/** Rules of a direction that the policy types leave out have no effect. */
function rulesOf(
  { policy, match }: Selecting<NetworkPolicy>,
  range: AddressRange,
  ports: readonly number[],
): Answer[] {
  return policy.egress.map((rule) => ({
    match: allMatch([match, policy.isolates.egress, ruleAllows(rule, range), allowsPort(rule.ports, ports)]),
    isOrdered: false,
    origin: rule.origin,
  }))
}

/** Selectors stand for pods and never match an address outside. */
function ruleAllows(rule: NetworkRule, range: AddressRange): Match {
  if (rule.isHidden) return 'unknown'
  if (rule.peers.length === 0) return 'yes'
  return anyMatch(
    rule.peers.map(({ cidr, except }) => (cidr === undefined ? 'no' : blockCovers(cidr, except, range))),
  )
}

function answersOf(
  { policy, match }: Selecting<ExtendedNetworkPolicy>,
  effect: Effect,
  { range, ports }: { range: AddressRange; ports: readonly number[] },
): Answer[] {
  return policy.statements
    .filter((statement) => statement.direction === 'egress' && [effect, 'unknown'].includes(statement.effect))
    .map((statement) => ({
      match: allMatch([
        match,
        statement.effect === 'unknown' ? 'unknown' : 'yes',
        statementCovers(statement, range),
        allowsPort(statement.ports, ports),
      ]),
      isOrdered: policy.api === 'admin',
      origin: statement.origin,
    }))
}

/** Entities that hold every address outside the cluster. */
const worldly = ['world', 'all', 'world-ipv4']

/** A name may resolve to any address: Cilium then allows that one. */
function statementCovers(statement: ExtendedStatement, range: AddressRange): Match {
  const { kind, value, except } = statement
  if (kind === 'anything') return 'yes'
  if (kind === 'cidr') return blockCovers(value, except, range)
  if (value.state === 'hidden') return 'unknown'
  if (kind === 'entity') return worldly.some((entity) => isKnown(value, entity)) ? 'yes' : 'no'
  return kind === 'fqdn' && value.value === '*' ? 'unknown' : 'no'
}
