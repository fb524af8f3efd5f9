import { parseCidr } from '../../kernel/cidr.ts'
import type { Node } from '../../kernel/tree.ts'
import type { Known } from '../../model/known.ts'
import { valueOf } from '../../model/known.ts'
import {
  type Direction,
  type Isolates,
  type NetworkPeer,
  type NetworkPolicy,
  type NetworkPort,
  type NetworkRule,
} from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import { problemAt } from '../../model/problem.ts'
import type { Match } from '../../model/selector.ts'
import { Fields, type Reading } from '../../values/fields.ts'
import { readSelector } from './selector.ts'

/** Reads a NetworkPolicy with the API's defaults (k8s.io/kubernetes pkg/apis/networking/v1/defaults.go). */
export function readNetworkPolicy(object: Fields, meta: ObjectMeta): NetworkPolicy {
  const spec = object.map('spec')
  const selector = readSelector(spec.map('podSelector'))
  return {
    asset: 'network-policy',
    ...meta,
    podSelector: selector ?? {
      origin: spec.originOr(meta.origin),
      requirements: [],
      isHidden: spec.node?.kind === 'hidden',
    },
    isPodSelectorStated: selector !== undefined,
    isolates: readPolicyTypes(spec),
    ingress: readRules(spec, 'ingress', meta.origin),
    egress: readRules(spec, 'egress', meta.origin),
  }
}

/** An absent or empty `policyTypes` means Ingress, and Egress where at least one egress rule stands. */
function readPolicyTypes(spec: Fields): Isolates {
  const node = spec.node?.kind === 'hidden' ? spec.node : spec.child('policyTypes')
  const types = spec.texts('policyTypes')
  if (node !== undefined && node.kind !== 'list') return { ingress: 'unknown', egress: 'unknown' }
  if (types.length === 0) return { ingress: 'yes', egress: hasRules(spec.child('egress')) }
  return { ingress: includesType(types, 'Ingress'), egress: includesType(types, 'Egress') }
}

function hasRules(node: Node | undefined): Match {
  if (node === undefined) return 'no'
  if (node.kind !== 'list') return 'unknown'
  return node.items.length > 0 ? 'yes' : 'no'
}

function includesType(types: readonly Known<string>[], wanted: string): Match {
  if (types.some((type) => valueOf(type) === wanted)) return 'yes'
  return types.some((type) => type.state === 'hidden') ? 'unknown' : 'no'
}

/** Every item is a rule, a null one too: it allows everything. A list that cannot be read is one hidden rule. */
function readRules(spec: Fields, direction: Direction, parent: Origin): NetworkRule[] {
  const peersKey = direction === 'ingress' ? 'from' : 'to'
  const node = spec.node?.kind === 'hidden' ? spec.node : spec.child(direction)
  if (node === undefined) return []
  const here = { document: spec.reading.document, start: node.start, end: node.end }
  if (node.kind !== 'list') {
    spec.list(direction) // Reports what is wrong with it.
    return [{ origin: here, peers: [], ports: [], isHidden: true }]
  }
  return node.items.map((item) => readRule(new Fields(spec.reading, item), peersKey, parent))
}

function readRule(fields: Fields, peersKey: 'from' | 'to', parent: Origin): NetworkRule {
  const origin = fields.originOr(parent)
  return {
    origin,
    peers: fields.each(peersKey, (peer) => readPeer(peer, origin)),
    ports: fields.each('ports', readPort),
    isHidden:
      (fields.exists && fields.node?.kind !== 'map') ||
      [peersKey, 'ports'].some((key) => isUnread(fields, key)),
  }
}

function isUnread(fields: Fields, key: string): boolean {
  const node = fields.child(key)
  return node !== undefined && node.kind !== 'list'
}

function readPeer(fields: Fields, parent: Origin): NetworkPeer {
  const block = fields.map('ipBlock')
  const except = block.texts('except')
  const cidr = block.exists ? block.text('cidr', '') : undefined
  for (const each of cidr === undefined ? except : [cidr, ...except]) reportBadCidr(each, fields.reading)
  return {
    origin: fields.originOr(parent),
    podSelector: readSelector(fields.map('podSelector')),
    namespaceSelector: readSelector(fields.map('namespaceSelector')),
    cidr,
    except,
  }
}

/** The API server rejects the whole policy, and so nothing of it protects. */
export function reportBadCidr(cidr: Known<string>, reading: Reading): void {
  if (cidr.state !== 'stated' || parseCidr(cidr.value) !== undefined) return
  const message = `Expected a CIDR, found '${cidr.value.slice(0, 80)}'.`
  reading.problems.push(
    problemAt('wrong-type', message, { document: reading.document, offset: cidr.origin.start }),
  )
}

export function readPort(fields: Fields): NetworkPort {
  const port = fields.numberOrText<undefined>('port', undefined)
  const endPort = fields.optionalInteger('endPort')
  reportBadRange(port, endPort, fields.reading)
  return { protocol: fields.text('protocol', 'TCP'), port, endPort }
}

/** `endPort` needs a number before it, and not a greater one (k8s.io/kubernetes, ValidateNetworkPolicyPort). */
function reportBadRange(
  port: Known<string | undefined>,
  endPort: Known<number | undefined>,
  { document, problems }: Reading,
): void {
  if (endPort.state !== 'stated' || endPort.value === undefined || port.state === 'hidden') return
  if (Number(port.value) <= endPort.value) return
  const message = `Expected an endPort from ${port.value ?? 'a port'} on, found ${endPort.value}.`
  problems.push(problemAt('wrong-type', message, { document, offset: endPort.origin.start }))
}
