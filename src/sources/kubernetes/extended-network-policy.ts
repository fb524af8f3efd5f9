import { type Known, stated, valueOf } from '../../model/known.ts'
import type { Direction, ExtendedAllowance, ExtendedNetworkPolicy } from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../fields.ts'
import { readSelector } from './selector.ts'

const directions: readonly Direction[] = ['ingress', 'egress']

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (cilium.io/v2), with one `spec` or several `specs`. */
export function readCiliumPolicies(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy[] {
  const specs = object.has('specs') ? object.list('specs') : [object.map('spec')]
  return specs.map((spec) => ({
    asset: 'extended-network-policy',
    ...meta,
    isClusterWide: meta.kind === 'CiliumClusterwideNetworkPolicy',
    podSelector: readSelector(spec.map('endpointSelector')),
    namespaceSelector: undefined,
    isolates: directions.filter((direction) => isolatesInCilium(spec, direction)),
    denies: directions.filter((direction) => spec.list(`${direction}Deny`).length > 0),
    allows: directions.flatMap((direction) => readCiliumAllowances(spec, direction, meta.origin)),
  }))
}

/** A section isolates by standing there, also empty, unless `enableDefaultDeny` says otherwise (Cilium docs, policy). */
function isolatesInCilium(spec: Fields, direction: Direction): boolean {
  const isOptedOut = valueOf(spec.map('enableDefaultDeny').boolean(direction, true)) === false
  return !isOptedOut && (spec.has(direction) || spec.has(`${direction}Deny`))
}

function readCiliumAllowances(spec: Fields, direction: Direction, parent: Origin): ExtendedAllowance[] {
  const side = direction === 'ingress' ? 'from' : 'to'
  return spec.list(direction).flatMap((rule) => {
    const make = (kind: ExtendedAllowance['kind'], values: readonly Known<string>[]): ExtendedAllowance[] =>
      values.map((value) => ({ origin: rule.originOr(parent), direction, kind, value }))
    const cidrSets = rule.list(`${side}CIDRSet`).map((set) => set.text('cidr', ''))
    const names = rule
      .list('toFQDNs')
      .map((name) => name.text(name.has('matchName') ? 'matchName' : 'matchPattern', ''))
    return [
      ...make('cidr', [...rule.texts(`${side}CIDR`), ...cidrSets]),
      ...make('entity', rule.texts(`${side}Entities`)),
      ...make('fqdn', names),
      ...make(
        'endpoints',
        rule
          .list(`${side}Endpoints`)
          .flatMap((endpoints) =>
            endpoints.origin === undefined ? [] : [stated('selector', endpoints.origin)],
          ),
      ),
    ]
  })
}

/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy (policy.networking.k8s.io). */
export function readAdminPolicy(object: Fields, meta: ObjectMeta): ExtendedNetworkPolicy {
  const spec = object.map('spec')
  const subject = spec.map('subject')
  const pods = subject.map('pods')
  const actionsOf = (direction: Direction): (string | undefined)[] =>
    spec.list(direction).map((rule) => valueOf(rule.optionalText('action')))
  return {
    asset: 'extended-network-policy',
    ...meta,
    isClusterWide: true,
    podSelector: readSelector(pods.map('podSelector')),
    namespaceSelector: readSelector(
      subject.has('namespaces') ? subject.map('namespaces') : pods.map('namespaceSelector'),
    ),
    isolates: [],
    denies: directions.filter((direction) => actionsOf(direction).includes('Deny')),
    allows: [],
  }
}
