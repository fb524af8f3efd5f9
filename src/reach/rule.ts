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
import {
  anyone,
  blockPeer,
  entityPeer,
  namePeer,
  nodesPeer,
  type Peer,
  podsPeer,
  unreadPeer,
} from './peer.ts'
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
  readonly blocksMatchPods: 'yes' | 'no' | undefined
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
    peers: rule.peers.length === 0 ? [anyone] : peers,
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
    peers.push(podsPeer(members))
  }
  if (cidr !== undefined) {
    peers.push(blockPeer(compileBlock(cidr, peer.except), context.blocksMatchPods ?? 'unknown'))
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
  statement: ExtendedStatement,
  { api }: ExtendedNetworkPolicy,
  { members, blocksMatchPods = 'yes' }: RuleContext,
): Peer {
  const { kind, value, except } = statement
  const make: Readonly<Record<ExtendedStatement['kind'], () => Peer>> = {
    anything: () => anyone,
    // Cilium knows pods by identity, never by address; the networks of admin policies hold pods, too.
    cidr: () => blockPeer(compileBlock(value, except), api === 'cilium' ? 'no' : blocksMatchPods),
    entity: () => entityPeer(value),
    fqdn: () => namePeer(value),
    nodes: () => nodesPeer,
    endpoints: () => endpointsPeer(statement, api, members),
    other: () => unreadPeer,
  }
  return make[kind]()
}

function endpointsPeer(
  { podSelector, namespaceSelector, origin }: ExtendedStatement,
  api: ExtendedNetworkPolicy['api'],
  members: MemberIndex,
): Peer {
  if (podSelector === undefined) return unreadPeer
  if (api === 'cilium') return podsPeer(members.identities(podSelector))
  return podsPeer(members.pods(podSelector, namespaceSelector ?? everyPod(origin)))
}
