import { byDefault, hidden, type Known, stated, valueOf } from '../../model/known.ts'
import {
  type Direction,
  directions,
  type ExtendedNetworkPolicy,
  type ExtendedStatement,
  type NetworkPort,
} from '../../model/network.ts'
import { hiddenName, type ObjectMeta } from '../../model/object.ts'
import type { Match, Requirement, Selector } from '../../model/selector.ts'
import type { Fields } from '../../values/fields.ts'
import { readPort, reportBadCidr } from './network-policy.ts'
import { readSelector } from './selector.ts'

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (cilium.io/v2), with one `spec` or several `specs`. */
export function readCiliumPolicies(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy[] {
  const specs = [...(object.has('spec') ? [object.map('spec')] : []), ...object.list('specs')]
  const isClusterWide = meta.kind === 'CiliumClusterwideNetworkPolicy'
  return specs.map((spec) => ({
    asset: 'extended-network-policy',
    ...meta,
    api: 'cilium',
    tier: byDefault('namespace'),
    priority: byDefault(0),
    isClusterWide,
    isHostPolicy: spec.has('nodeSelector'),
    podSelector: readEndpointSelector(spec.map('endpointSelector'), isClusterWide),
    namespaceSelector: undefined,
    isolates: { ingress: isolatesIn(spec, 'ingress'), egress: isolatesIn(spec, 'egress') },
    statements: directions.flatMap((direction) => [
      ...readRules(spec, direction, { effect: 'allow', meta, isClusterWide }),
      ...readRules(spec, direction, { effect: 'deny', meta, isClusterWide }),
    ]),
  }))
}

/** Sources of labels that a pod's own labels have; others (`reserved:`, `cidr:` …) never stand on a pod. */
const podSources = /^(?:k8s|any):/

/** Cilium's name for the label that holds a pod's namespace. */
const namespaceKey = 'io.kubernetes.pod.namespace'

/** Cilium's prefix of the labels of a pod's namespace. */
const namespaceLabelPrefix = 'io.cilium.k8s.namespace.labels.'

/**
 * Strips label sources. A namespaced policy applies in its own namespace only: Cilium removes a match for another one
 * (pkg/k8s/apis/cilium.io/utils, ParseToCiliumRule).
 */
function readEndpointSelector(fields: Fields, isClusterWide: boolean): Selector | undefined {
  const selector = readUnprefixed(fields)
  if (selector === undefined || isClusterWide) return selector
  return { ...selector, requirements: selector.requirements.filter(({ key }) => key !== namespaceKey) }
}

function readUnprefixed(fields: Fields): Selector | undefined {
  const selector = readSelector(fields)
  if (selector === undefined) return undefined
  const requirements = selector.requirements.map((requirement): Requirement => ({
    ...requirement,
    key: requirement.key.replace(podSources, ''),
  }))
  return { ...selector, requirements }
}

/** Endpoints of the policy's own namespace, unless it names others (getEndpointSelector in the same place). */
function readPeerSelector(fields: Fields, { meta, isClusterWide }: Context): Selector {
  const origin = fields.originOr(meta.origin)
  const selector = readUnprefixed(fields) ?? { origin, requirements: [], isHidden: false }
  const namesNamespaces = selector.requirements.some(
    ({ key }) => key === namespaceKey || key.startsWith(namespaceLabelPrefix),
  )
  if (isClusterWide || namesNamespaces) return selector
  const own: Requirement = { key: namespaceKey, operator: 'In', values: [meta.namespace] }
  const isHidden = selector.isHidden || meta.namespace === hiddenName
  return {
    ...selector,
    isHidden,
    requirements: isHidden ? selector.requirements : [...selector.requirements, own],
  }
}

/** At least one rule in a direction isolates, unless `enableDefaultDeny` says otherwise (Cilium, Rule.Sanitize). */
function isolatesIn(spec: Fields, direction: Direction): Match {
  const stated = spec.map('enableDefaultDeny').boolean<undefined>(direction, undefined)
  if (stated.state === 'hidden') return 'unknown'
  if (stated.value !== undefined) return stated.value ? 'yes' : 'no'
  const sections = [spec.child(direction), spec.child(`${direction}Deny`)]
  if (sections.some((section) => section?.kind === 'list' && section.items.length > 0)) return 'yes'
  return sections.some((section) => section !== undefined && section.kind !== 'list') ? 'unknown' : 'no'
}

interface Context {
  readonly effect: 'allow' | 'deny'
  readonly meta: ObjectMeta
  readonly isClusterWide: boolean
}

function readRules(spec: Fields, direction: Direction, context: Context): ExtendedStatement[] {
  const key = context.effect === 'deny' ? `${direction}Deny` : direction
  const section = spec.child(key)
  if (section !== undefined && section.kind !== 'list') {
    const origin = { document: spec.reading.document, start: section.start, end: section.end }
    const value = hidden('the rules cannot be read', origin)
    const base = { origin, direction, effect: context.effect, except: [], ports: [], isNarrowed: false }
    return [{ ...base, kind: 'other', value }]
  }
  return spec.list(key).flatMap((rule) => readRule(rule, direction, context))
}

/** Peers of a rule by the end of their field's name (`toCIDR`, `fromEntities` …). */
const peerFields = [
  'Endpoints',
  'Entities',
  'CIDR',
  'CIDRSet',
  'FQDNs',
  'Services',
  'Groups',
  'Nodes',
] as const

/** A rule without peers but with ports is about every peer; one without either is about none: it only isolates. */
function readRule(rule: Fields, direction: Direction, context: Context): ExtendedStatement[] {
  const side = direction === 'ingress' ? 'from' : 'to'
  const origin = rule.originOr(context.meta.origin)
  const { effect } = context
  const base = { origin, direction, effect, except: [], ports: readPorts(rule), isNarrowed: isNarrowed(rule) }
  const other = (reason: string): ExtendedStatement[] => [
    { ...base, kind: 'other', value: hidden(reason, origin) },
  ]
  if (rule.isHidden) return other('the rule cannot be read')
  if (rule.has(`${side}Requires`)) return other('what it requires of peers beside is not modelled')
  const stand = peerFields.filter((field) => rule.has(`${side}${field}`))
  if (stand.length === 0) {
    const isAboutPorts = rule.has('toPorts') || rule.has('icmps')
    return isAboutPorts ? [{ ...base, kind: 'anything', value: stated('*', origin) }] : []
  }
  return stand.flatMap((field) =>
    readPeers(rule, { key: `${side}${field}`, field }, context).map((peer) => {
      if (peer.kind === 'cidr')
        for (const cidr of [peer.value, ...(peer.except ?? [])]) reportBadCidr(cidr, rule.reading)
      return { ...base, ...peer }
    }),
  )
}

type Peer = Pick<ExtendedStatement, 'kind' | 'value'> &
  Partial<Pick<ExtendedStatement, 'except' | 'podSelector'>>

interface PeerField {
  readonly key: string
  readonly field: (typeof peerFields)[number]
}

function readPeers(rule: Fields, { key, field }: PeerField, context: Context): Peer[] {
  const of = (kind: Peer['kind'], values: readonly Known<string>[]): Peer[] =>
    values.map((value) => ({ kind, value }))
  if (field === 'CIDR') return of('cidr', rule.texts(key))
  if (field === 'Entities') return of('entity', rule.texts(key))
  if (field === 'CIDRSet') return rule.list(key).map(readCidrSet)
  if (field === 'Endpoints') return rule.list(key).map((each) => readEndpoints(each, context))
  if (field === 'FQDNs') {
    const name = (each: Fields): string => (each.has('matchName') ? 'matchName' : 'matchPattern')
    return of(
      'fqdn',
      rule.each(key, (each) => each.text(name(each), '')),
    )
  }
  const here = rule.keyOrigin(key)
  if (here === undefined) return []
  return [{ kind: field === 'Nodes' ? 'nodes' : 'other', value: stated(field, here) }]
}

/** Labels of the source `reserved` stand for entities. */
function readEndpoints(fields: Fields, context: Context): Peer {
  const podSelector = readPeerSelector(fields, context)
  const { origin } = podSelector
  const isEntity = podSelector.requirements.some(({ key }) => key.startsWith('reserved:'))
  if (isEntity) return { kind: 'other', value: hidden('reserved labels are not modelled', origin) }
  return { kind: 'endpoints', value: stated('Endpoints', origin), podSelector }
}

/** A reference to a CiliumCIDRGroup names addresses that stand elsewhere. */
function readCidrSet(set: Fields): Peer {
  if (!set.has('cidr') && set.origin !== undefined) {
    return { kind: 'other', value: hidden('the CIDRs stand in a group', set.origin) }
  }
  return { kind: 'cidr', value: set.text('cidr', ''), except: set.texts('except') }
}

/** A rule about ICMP alone says nothing of ports. */
function readPorts(rule: Fields): NetworkPort[] {
  if (rule.has('icmps') && !rule.has('toPorts')) return [{ ...everyPort, protocol: byDefault('ICMP') }]
  return rule.list('toPorts').flatMap((each) => each.each('ports', readCiliumPort))
}

const everyPort = { port: byDefault(undefined), endPort: byDefault(undefined) } as const

/** Port 0 stands for every port, and no protocol for each (Cilium, PortProtocol). */
function readCiliumPort(fields: Fields): NetworkPort {
  const protocol = fields.text('protocol', 'ANY')
  const port = readPort(fields)
  return valueOf(port.port) === '0' ? { ...everyPort, protocol } : { ...port, protocol }
}

/** Fields of `toPorts` that look into what is sent. */
const narrowing = ['rules', 'serverNames', 'listener']

function isNarrowed(rule: Fields): boolean {
  return rule.list('toPorts').some((each) => narrowing.some((key) => each.has(key)))
}
