import { formatRange, mergeRanges } from '../../kernel/cidr.ts'
import { locate, type Location } from '../../model/origin.ts'
import { objectName } from '../../model/object.ts'
import type { Problem } from '../../model/problem.ts'
import type { Answer } from '../../reach/answer.ts'
import type { Decision, Side } from '../../reach/evaluate.ts'
import { isEmpty, type Ports, protocols } from '../../reach/ports.ts'
import type { Policy } from '../../reach/rule.ts'

/** What `bulkhead reach` answers, as data: the JSON output, and what the terminal output is made of. */
export interface ReachData {
  readonly schema: 1
  readonly from: string
  readonly to: string
  /** Whether anything enforces network policies: `good`, `bad` or `unknown`, by the facts of the configuration. */
  readonly enforcement: string
  readonly answers: readonly AnswerData[]
  readonly problems: readonly Problem[]
}

export interface AnswerData {
  readonly from: string
  readonly to: string
  readonly verdict: 'allowed' | 'denied' | 'undecided' | 'partly'
  readonly addresses: readonly string[]
  readonly allowed: PortsData
  readonly undecided: PortsData
  readonly denied: PortsData
  readonly egress: SideData
  readonly ingress: SideData
}

/** By protocol, ranges as `80` and `8000-8010`; protocols without any are left out. */
export type PortsData = Readonly<Record<string, readonly string[]>>

export interface SideData {
  readonly reason: Side['reason']
  readonly bypass?: string
  readonly isolating: readonly PolicyData[]
  readonly decisions: readonly DecisionData[]
  readonly unmodelled: readonly PolicyData[]
}

export interface PolicyData {
  readonly policy: string
  readonly match: 'yes' | 'unknown'
  readonly location: Location
}

export interface DecisionData extends PolicyData {
  readonly effect: Decision['effect']
  readonly tier: Decision['tier']
  readonly ports: PortsData
  /** Only some requests get through on these ports. */
  readonly isNarrowed: boolean
}

export function answerData({
  from,
  to,
  addresses,
  allowed,
  undecided,
  denied,
  connection,
}: Answer): AnswerData {
  return {
    from,
    to,
    verdict: verdictOf({ allowed, undecided, denied }),
    addresses: mergeRanges(addresses).map(formatRange),
    allowed: portsData(allowed),
    undecided: portsData(undecided),
    denied: portsData(denied),
    egress: sideData(connection.egress),
    ingress: sideData(connection.ingress),
  }
}

function verdictOf({
  allowed,
  undecided,
  denied,
}: Pick<Answer, 'allowed' | 'undecided' | 'denied'>): AnswerData['verdict'] {
  if (isEmpty(undecided) && isEmpty(denied)) return isEmpty(allowed) ? 'denied' : 'allowed'
  if (isEmpty(allowed)) return isEmpty(undecided) ? 'denied' : 'undecided'
  return 'partly'
}

function portsData(ports: Ports): PortsData {
  const present = protocols.filter((protocol) => ports[protocol].length > 0)
  return Object.fromEntries(
    present.map((protocol) => [
      protocol,
      ports[protocol].map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)),
    ]),
  )
}

function sideData({ reason, bypass, isolating, decisions, unmodelled }: Side): SideData {
  return {
    reason,
    ...(bypass === undefined ? {} : { bypass }),
    isolating: isolating.flatMap(({ policy, match }) => (match === 'no' ? [] : [policyData(policy, match)])),
    decisions: decisions.map(({ rule, effect, tier, match, ports }) => ({
      ...policyData(rule.policy, match),
      location: locate(rule.origin),
      effect,
      tier,
      ports: portsData(ports),
      isNarrowed: rule.isNarrowed,
    })),
    unmodelled: unmodelled.map((policy) => policyData(policy, 'unknown')),
  }
}

function policyData(policy: Policy, match: PolicyData['match']): PolicyData {
  return { policy: objectName(policy), match, location: locate(policy.origin) }
}
