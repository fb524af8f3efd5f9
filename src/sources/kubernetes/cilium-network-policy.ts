import { hidden, type Known, stated, valueOf } from '../../model/known.ts'
import {
  type Direction,
  directions,
  type ExtendedNetworkPolicy,
  type ExtendedStatement,
  type NetworkPort,
} from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Match, Requirement, Selector } from '../../model/selector.ts'
import type { Fields } from '../fields.ts'
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
    isClusterWide,
    isHostPolicy: spec.has('nodeSelector'),
    podSelector: readEndpointSelector(spec.map('endpointSelector'), isClusterWide),
    namespaceSelector: undefined,
    isolates: { ingress: isolatesIn(spec, 'ingress'), egress: isolatesIn(spec, 'egress') },
    statements: directions.flatMap((direction) => [
      ...readRules(spec, direction, { effect: 'allow', parent: meta.origin }),
      ...readRules(spec, direction, { effect: 'deny', parent: meta.origin }),
    ]),
  }))
}

/** Sources of labels that a pod's own labels have; others (`reserved:`, `cidr:` …) never stand on a pod. */
const podSources = /^(?:k8s|any):/

/** Cilium's name for the label that holds a pod's namespace. */
const namespaceKey = 'io.kubernetes.pod.namespace'

/**
 * Strips label sources. A namespaced policy applies in its own namespace only: Cilium removes a match for another one
 * (pkg/k8s/apis/cilium.io/utils, getEndpointSelector).
 */
function readEndpointSelector(fields: Fields, isClusterWide: boolean): Selector | undefined {
  const selector = readSelector(fields)
  if (selector === undefined) return undefined
  const requirements = selector.requirements.map((requirement): Requirement => ({
    ...requirement,
    key: requirement.key.replace(podSources, ''),
  }))
  return {
    ...selector,
    requirements: isClusterWide ? requirements : requirements.filter(({ key }) => key !== namespaceKey),
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

type Context = Pick<ExtendedStatement, 'effect'> & { readonly parent: Origin }

function readRules(spec: Fields, direction: Direction, context: Context): ExtendedStatement[] {
  const key = context.effect === 'deny' ? `${direction}Deny` : direction
  const section = spec.child(key)
  if (section !== undefined && section.kind !== 'list') {
    const origin = { document: spec.reading.document, start: section.start, end: section.end }
    const value = hidden('the rules cannot be read', origin)
    return [{ origin, direction, effect: context.effect, kind: 'other', value, except: [], ports: [] }]
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
  'Requires',
] as const

/** A rule without peers but with ports is about every peer; one without either is about none: it only isolates. */
function readRule(rule: Fields, direction: Direction, { effect, parent }: Context): ExtendedStatement[] {
  const side = direction === 'ingress' ? 'from' : 'to'
  const origin = rule.originOr(parent)
  const base = { origin, direction, effect, except: [], ports: readPorts(rule) }
  const stand = peerFields.filter((field) => rule.has(`${side}${field}`))
  if (stand.length === 0) {
    const isAboutPorts = rule.has('toPorts') || rule.has('icmps')
    return isAboutPorts ? [{ ...base, kind: 'anything', value: stated('*', origin) }] : []
  }
  return stand.flatMap((field) =>
    readPeers(rule, `${side}${field}`, field).map((peer) => {
      if (peer.kind === 'cidr')
        for (const cidr of [peer.value, ...(peer.except ?? [])]) reportBadCidr(cidr, rule.reading)
      return { ...base, ...peer }
    }),
  )
}

type Peer = Pick<ExtendedStatement, 'kind' | 'value'> & Partial<Pick<ExtendedStatement, 'except'>>

function readPeers(rule: Fields, key: string, field: (typeof peerFields)[number]): Peer[] {
  const of = (kind: Peer['kind'], values: readonly Known<string>[]): Peer[] =>
    values.map((value) => ({ kind, value }))
  if (field === 'CIDR') return of('cidr', rule.texts(key))
  if (field === 'Entities') return of('entity', rule.texts(key))
  if (field === 'CIDRSet') return rule.list(key).map(readCidrSet)
  if (field === 'FQDNs') {
    const name = (each: Fields): string => (each.has('matchName') ? 'matchName' : 'matchPattern')
    return of(
      'fqdn',
      rule.list(key).map((each) => each.text(name(each), '')),
    )
  }
  const here = rule.keyOrigin(key)
  if (here === undefined) return []
  return [{ kind: field === 'Endpoints' ? 'endpoints' : 'other', value: stated(field, here) }]
}

/** A reference to a CiliumCIDRGroup names addresses that stand elsewhere. */
function readCidrSet(set: Fields): Peer {
  if (!set.has('cidr') && set.origin !== undefined) {
    return { kind: 'other', value: hidden('the CIDRs stand in a group', set.origin) }
  }
  return { kind: 'cidr', value: set.text('cidr', ''), except: set.texts('except') }
}

function readPorts(rule: Fields): NetworkPort[] {
  return rule.list('toPorts').flatMap((each) => {
    const ports = each.list('ports').map(readPort)
    return ports.map((port) => (valueOf(port.port) === '0' ? { ...port, port: stateless } : port))
  })
}

/** Port 0 stands for every port. */
const stateless = { state: 'default', value: undefined } as const
