import { hidden, stated, valueOf } from '../../model/known.ts'
import {
  type Direction,
  directions,
  type ExtendedNetworkPolicy,
  type ExtendedStatement,
} from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Match } from '../../model/selector.ts'
import type { Fields } from '../fields.ts'
import { readSelector } from './selector.ts'

/**
 * AdminNetworkPolicy and BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1) and their successor
 * ClusterNetworkPolicy (v1alpha2). They let through what no rule decides, so one that denies may isolate a pod or not:
 * its order among the others decides, and that is not evaluated here.
 */
export function readAdminPolicy(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy {
  const spec = object.map('spec')
  const subject = spec.map('subject')
  const pods = subject.map('pods')
  const namespacesOrigin = subject.keyOrigin('namespaces')
  const everyPod = namespacesOrigin && { origin: namespacesOrigin, requirements: [], isHidden: false }
  const statements = directions.flatMap((direction) => readRules(spec, direction, meta))
  const isolates = (direction: Direction): Match =>
    statements.some((each) => each.direction === direction && each.effect === 'deny') ? 'unknown' : 'no'
  return {
    asset: 'extended-network-policy',
    ...meta,
    api: 'admin',
    isClusterWide: true,
    isHostPolicy: false,
    podSelector: everyPod ?? readSelector(pods.map('podSelector')),
    namespaceSelector: readSelector(
      everyPod === undefined ? pods.map('namespaceSelector') : subject.map('namespaces'),
    ),
    isolates: { ingress: isolates('ingress'), egress: isolates('egress') },
    statements,
  }
}

function readRules(spec: Fields, direction: Direction, meta: ObjectMeta): ExtendedStatement[] {
  return spec.list(direction).flatMap((rule): ExtendedStatement[] => {
    const action = rule.optionalText('action')
    const origin = rule.originOr(meta.origin)
    // Pass hands the decision on. An action that cannot be read may deny.
    if (valueOf(action) === 'Pass') return []
    const effect = ['Allow', 'Accept'].includes(valueOf(action) ?? '') ? 'allow' : 'deny'
    const base = { origin, direction, effect, except: [], ports: [] } as const
    const networks = rule
      .list(direction === 'ingress' ? 'from' : 'to')
      .flatMap((peer) => peer.texts('networks'))
    const hasPorts = rule.has('ports') || rule.has('protocols')
    if (networks.length === 0 || hasPorts || action.state === 'hidden') {
      const value = hasPorts ? hidden('its ports are not evaluated', origin) : stated('peers', origin)
      return [{ ...base, kind: 'other', value }]
    }
    return networks.map((value) => ({ ...base, kind: 'cidr', value }))
  })
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
    isClusterWide: meta.kind === 'GlobalNetworkPolicy',
    isHostPolicy: false,
    podSelector: { origin, requirements: [], isHidden: true },
    namespaceSelector: undefined,
    isolates: { ingress: 'unknown', egress: 'unknown' },
    statements: [],
  }
}
