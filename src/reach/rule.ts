import type {
  ExtendedNetworkPolicy,
  ExtendedStatement,
  NetworkPeer,
  NetworkPolicy,
  NetworkRule,
} from '../model/network.ts'
import type { Direction } from '../model/network.ts'
import type { Origin } from '../model/origin.ts'
import type { Selector } from '../model/selector.ts'
import { compileBlock } from './block.ts'
import type { MemberIndex } from './member-index.ts'
import type { BlockReach, Peer } from './peer.ts'
import { compilePorts, type PortMatcher } from './port-match.ts'

export type Policy = NetworkPolicy | ExtendedNetworkPolicy

/** One rule of a policy, ready to be asked. */
export interface Rule {
  readonly policy: Policy
  readonly origin: Origin
  readonly effect: ExtendedStatement['effect']
  readonly peers: readonly Peer[]
  readonly ports: PortMatcher
  /** A part of it cannot be read, so that it may be about anybody. */
  readonly isHidden: boolean
  readonly isNarrowed: boolean
}

export interface RuleContext {
  readonly members: MemberIndex
  readonly blocksMatchPods: BlockReach | undefined
}

export function compileRules(policy: Policy, direction: Direction, context: RuleContext): readonly Rule[] {
  return policy.asset === 'network-policy'
    ? policy[direction].map((rule) => compileRule(rule, policy, context))
    : policy.statements
        .filter((statement) => statement.direction === direction)
        .map((statement) => compileStatement(statement, policy, context))
}

function compileRule(rule: NetworkRule, policy: NetworkPolicy, context: RuleContext): Rule {
  const peers = rule.peers.flatMap((peer) => compilePeer(peer, policy, context))
  return {
    policy,
    origin: rule.origin,
    effect: 'allow',
    peers: rule.peers.length === 0 ? [{ kind: 'anyone' }] : peers,
    ports: compilePorts(rule.ports),
    isHidden: rule.isHidden,
    isNarrowed: false,
  }
}

/** Without a namespace selector a peer's pods are those of the policy's own namespace. */
function compilePeer(peer: NetworkPeer, policy: NetworkPolicy, context: RuleContext): Peer[] {
  const { podSelector, namespaceSelector, cidr } = peer
  const peers: Peer[] = []
  if (podSelector !== undefined || namespaceSelector !== undefined) {
    const pods = podSelector ?? everyPod(peer.origin)
    const members = context.members.pods(pods, namespaceSelector ?? policy.namespace)
    peers.push({ kind: 'pods', members })
  }
  if (cidr !== undefined) {
    const matchesPods = context.blocksMatchPods ?? 'unknown'
    peers.push({ kind: 'block', block: compileBlock(cidr, peer.except), matchesPods })
  }
  return peers
}

function everyPod(origin: Origin): Selector {
  return { origin, requirements: [], isHidden: false }
}

function compileStatement(
  statement: ExtendedStatement,
  policy: ExtendedNetworkPolicy,
  context: RuleContext,
): Rule {
  const { origin, effect, isNarrowed } = statement
  return {
    policy,
    origin,
    effect,
    peers: [statementPeer(statement, policy, context)],
    ports: compilePorts(statement.ports),
    isHidden: false,
    isNarrowed,
  }
}

function statementPeer(
  { kind, value, except, podSelector, namespaceSelector, origin }: ExtendedStatement,
  { api }: ExtendedNetworkPolicy,
  { members, blocksMatchPods }: RuleContext,
): Peer {
  switch (kind) {
    case 'anything':
      return { kind: 'anyone' }
    case 'cidr': {
      // Cilium knows pods by identity, never by address; the admin policies' networks hold pods, too.
      const matchesPods = api === 'cilium' ? 'no' : (blocksMatchPods ?? 'yes')
      return { kind: 'block', block: compileBlock(value, except), matchesPods }
    }
    case 'entity':
      return { kind: 'entity', name: value }
    case 'fqdn':
      return { kind: 'name', pattern: value }
    case 'nodes':
      return { kind: 'nodes' }
    case 'endpoints': {
      if (podSelector === undefined) return { kind: 'unread' }
      const isByIdentity = api === 'cilium'
      const found = isByIdentity
        ? members.identities(podSelector)
        : members.pods(podSelector, namespaceSelector ?? everyPod(origin))
      return { kind: 'pods', members: found }
    }
    case 'other':
      return { kind: 'unread' }
  }
}
