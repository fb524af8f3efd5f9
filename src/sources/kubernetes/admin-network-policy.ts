import { lookup } from '../../kernel/lookup.ts'
import {
  byDefault,
  hidden,
  isKnown,
  type Known,
  mapKnown,
  stated,
  unset,
  valueOf,
} from '../../model/known.ts'
import {
  type Direction,
  directions,
  type ExtendedNetworkPolicy,
  type ExtendedStatement,
  type NetworkPort,
  type Tier,
} from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Match, Selector } from '../../model/selector.ts'
import type { Fields } from '../../values/fields.ts'
import { reportBadCidr } from './network-policy.ts'
import { readSelector } from './selector.ts'

/**
 * AdminNetworkPolicy and BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1) and their successor
 * ClusterNetworkPolicy (v1alpha2). They let through what no rule decides, so one that denies may isolate a pod or not:
 * its order among the others decides.
 */
export function readAdminPolicy(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy {
  const spec = object.map('spec')
  const statements = directions.flatMap((direction) => readRules(spec, direction, meta.origin))
  const isolates = (direction: Direction): Match =>
    statements.some((each) => each.direction === direction && mayDeny(each)) ? 'unknown' : 'no'
  const subject = readPods(spec.map('subject'))
  return {
    asset: 'extended-network-policy',
    ...meta,
    api: 'admin',
    tier: readTier(spec, meta),
    priority: meta.kind === 'BaselineAdminNetworkPolicy' ? byDefault(0) : spec.integer('priority', 0),
    isClusterWide: true,
    isHostPolicy: false,
    podSelector: subject?.podSelector,
    namespaceSelector: subject?.namespaceSelector,
    isolates: { ingress: isolates('ingress'), egress: isolates('egress') },
    statements,
  }
}

function mayDeny({ effect }: ExtendedStatement): boolean {
  return effect === 'deny' || effect === 'unknown'
}

const kindTiers: Readonly<Record<string, Tier>> = {
  AdminNetworkPolicy: 'admin',
  BaselineAdminNetworkPolicy: 'baseline',
}

function readTier(spec: Fields, { kind }: ObjectMeta): Known<Tier> {
  const ofKind = lookup(kindTiers, kind)
  if (ofKind !== undefined) return byDefault(ofKind)
  return mapKnown(spec.text('tier', 'Admin'), (tier) => (tier === 'Baseline' ? 'baseline' : 'admin'))
}

interface Pods {
  readonly podSelector: Selector
  readonly namespaceSelector: Selector
}

/** Whole namespaces, or pods in namespaces: how subjects and peers name pods. An absent selector selects all. */
function readPods(fields: Fields): Pods | undefined {
  const whole = readSelector(fields.map('namespaces'))
  if (whole !== undefined) return { podSelector: selectAll(whole.origin), namespaceSelector: whole }
  const pods = fields.map('pods')
  if (pods.origin === undefined) return undefined
  return {
    podSelector: readSelector(pods.map('podSelector')) ?? selectAll(pods.origin),
    namespaceSelector: readSelector(pods.map('namespaceSelector')) ?? selectAll(pods.origin),
  }
}

function selectAll(origin: Origin): Selector {
  return { origin, requirements: [], isHidden: false }
}

const effects: Readonly<Record<string, ExtendedStatement['effect']>> = {
  Allow: 'allow',
  Accept: 'allow',
  Deny: 'deny',
  Pass: 'pass',
}

type Rule = Pick<ExtendedStatement, 'origin' | 'direction' | 'effect' | 'except' | 'ports' | 'isNarrowed'>

function readRules(spec: Fields, direction: Direction, parent: Origin): ExtendedStatement[] {
  return spec.list(direction).flatMap((rule) => {
    const origin = rule.originOr(parent)
    const effect = lookup(effects, valueOf(rule.optionalText('action')) ?? '') ?? 'unknown'
    const ports = rule.has('protocols')
      ? rule.each('protocols', readProtocol)
      : rule.each('ports', readAdminPort)
    const base: Rule = { origin, direction, effect, except: [], ports, isNarrowed: false }
    const peers = rule.list(direction === 'ingress' ? 'from' : 'to')
    return peers.some(isForeign) ? failClosed(base) : peers.flatMap((peer) => readPeer(peer, base))
  })
}

const peerFields = ['namespaces', 'pods', 'nodes', 'networks', 'domainNames']

function isForeign(peer: Fields): boolean {
  return peer.exists && !peer.isHidden && !peerFields.some((field) => peer.has(field))
}

/** Of a peer that it does not know an implementation lets nothing through (ClusterNetworkPolicyEgressPeer). */
function failClosed(rule: Rule): ExtendedStatement[] {
  if (rule.effect === 'allow') return []
  const effect = rule.effect === 'pass' ? 'deny' : rule.effect
  return [{ ...rule, effect, ports: [], kind: 'anything', value: stated('*', rule.origin) }]
}

function readPeer(peer: Fields, rule: Rule): ExtendedStatement[] {
  const origin = peer.originOr(rule.origin)
  if (peer.isHidden || hasOldShape(peer)) {
    return [{ ...rule, kind: 'other', value: hidden('the peer cannot be read', origin) }]
  }
  if (peer.has('nodes')) return [{ ...rule, kind: 'nodes', value: stated('nodes', origin) }]
  const pods = readPods(peer)
  if (pods !== undefined) return [{ ...rule, ...pods, kind: 'endpoints', value: stated('pods', origin) }]
  const networks = peer.texts('networks')
  for (const network of networks) reportBadCidr(network, peer.reading)
  return [
    ...networks.map((value) => ({ ...rule, kind: 'cidr', value }) as const),
    ...peer.texts('domainNames').map((value) => ({ ...rule, kind: 'fqdn', value }) as const),
  ]
}

/** Before v0.1.2 of the API a selector stood one map deeper, beside `sameLabels` and `notSameLabels`. */
function hasOldShape(peer: Fields): boolean {
  const namespaces = peer.has('pods') ? peer.map('pods').map('namespaces') : peer.map('namespaces')
  return ['namespaceSelector', 'sameLabels', 'notSameLabels'].some((key) => namespaces.has(key))
}

/** One entry of `ports` (v1alpha1, AdminNetworkPolicyPort). */
function readAdminPort(port: Fields): NetworkPort {
  if (port.has('namedPort')) return namedPort(port.text('namedPort', ''))
  if (port.has('portRange')) return readRange(port.map('portRange'), protocolOf(port.map('portRange')))
  const number = port.map('portNumber')
  if (!number.exists || number.isHidden) return unreadPort(port)
  return { protocol: protocolOf(number), port: number.numberOrText('port', undefined), endPort: unset() }
}

function protocolOf(fields: Fields): Known<string> {
  return fields.text('protocol', 'TCP')
}

/** One entry of `protocols` (v1alpha2, ClusterNetworkPolicyProtocol). */
function readProtocol(entry: Fields): NetworkPort {
  if (entry.has('destinationNamedPort')) return namedPort(entry.text('destinationNamedPort', ''))
  const key = ['tcp', 'udp', 'sctp'].find((each) => entry.has(each))
  if (key === undefined) return unreadPort(entry)
  const protocol = byDefault(key.toUpperCase())
  const fields = entry.map(key)
  const port = fields.map('destinationPort')
  if (fields.isHidden || port.isHidden) return unreadPort(entry)
  if (port.has('range')) return readRange(port.map('range'), protocol)
  return { protocol, port: port.numberOrText('number', undefined), endPort: unset() }
}

/** A name means a port of the pod, whatever its protocol. */
function namedPort(port: Known<string | undefined>): NetworkPort {
  return { protocol: byDefault('ANY'), port, endPort: unset() }
}

function readRange(range: Fields, protocol: Known<string>): NetworkPort {
  const isEmpty = isKnown(range.optionalInteger('start'), undefined)
  const port = isEmpty ? byDefault('0') : range.numberOrText('start', undefined)
  return { protocol, port, endPort: range.optionalInteger('end') }
}

function unreadPort(fields: Fields): NetworkPort {
  const { origin } = fields
  const unread = origin === undefined ? unset() : hidden('the port cannot be read', origin)
  return { protocol: byDefault('ANY'), port: unread, endPort: unset() }
}

/**
 * Calico's policies: their selectors are a language of their own, and what they allow depends on tiers and order. They
 * are not modelled, so that they leave open whether they isolate.
 */
export function readCalicoPolicy(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy {
  const origin = object.map('spec').originOr(meta.origin)
  return {
    asset: 'extended-network-policy',
    ...meta,
    api: 'calico',
    tier: hidden('Calico has tiers of its own', origin),
    priority: hidden('Calico has an order of its own', origin),
    isClusterWide: meta.kind === 'GlobalNetworkPolicy',
    isHostPolicy: false,
    podSelector: { origin, requirements: [], isHidden: true },
    namespaceSelector: undefined,
    isolates: { ingress: 'unknown', egress: 'unknown' },
    statements: [],
  }
}
