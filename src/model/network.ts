import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { Selector } from './selector.ts'

/** A Kubernetes NetworkPolicy (networking.k8s.io/v1). */
export interface NetworkPolicy extends ObjectMeta {
  readonly asset: 'network-policy'
  /** An absent podSelector selects no pod in the API, and is rejected by it; here it selects every pod. */
  readonly podSelector: Selector
  /** Directions that it isolates, defaults applied: ingress always unless stated, egress where rules stand. */
  readonly isolates: readonly Direction[]
  readonly ingress: readonly NetworkRule[]
  readonly egress: readonly NetworkRule[]
}

export type Direction = 'ingress' | 'egress'

/** One allow rule. No peers means from or to anywhere; no ports means every port. */
export interface NetworkRule {
  readonly origin: Origin
  readonly peers: readonly NetworkPeer[]
  readonly ports: readonly NetworkPort[]
  /** A part of the rule could not be read. */
  readonly isHidden: boolean
}

export interface NetworkPeer {
  readonly origin: Origin
  readonly podSelector: Selector | undefined
  readonly namespaceSelector: Selector | undefined
  readonly cidr: Known<string> | undefined
  readonly except: readonly Known<string>[]
}

export interface NetworkPort {
  readonly protocol: Known<string>
  readonly port: Known<string | undefined>
  readonly endPort: Known<number | undefined>
}

/**
 * A policy of another API (CiliumNetworkPolicy, AdminNetworkPolicy, ClusterNetworkPolicy, Calico …): which pods it
 * selects is read, what it allows only as far as the fields tell.
 */
export interface ExtendedNetworkPolicy extends ObjectMeta {
  readonly asset: 'extended-network-policy'
  readonly isClusterWide: boolean
  readonly podSelector: Selector | undefined
  readonly namespaceSelector: Selector | undefined
  readonly isolates: readonly Direction[]
  /** Has a rule that denies (`egressDeny`, `action: Deny`). */
  readonly denies: readonly Direction[]
  /** CIDRs, entities and names that its rules allow, as written. */
  readonly allows: readonly ExtendedAllowance[]
}

export interface ExtendedAllowance {
  readonly origin: Origin
  readonly direction: Direction
  readonly kind: 'cidr' | 'entity' | 'fqdn' | 'endpoints'
  readonly value: Known<string>
}

export interface Service extends ObjectMeta {
  readonly asset: 'service'
  readonly type: Known<string>
  readonly selector: Selector | undefined
  readonly ports: readonly ServicePort[]
  readonly externalIPs: readonly Known<string>[]
  readonly loadBalancerSourceRanges: readonly Known<string>[]
  readonly externalName: Known<string | undefined>
}

export interface ServicePort {
  readonly name: Known<string | undefined>
  readonly port: Known<number | undefined>
  readonly targetPort: Known<string | undefined>
  readonly nodePort: Known<number | undefined>
  readonly protocol: Known<string>
  readonly origin: Origin
}

/** An Ingress, or a route of the Gateway API (HTTPRoute, GRPCRoute, TLSRoute, TCPRoute). */
export interface Route extends ObjectMeta {
  readonly asset: 'route'
  readonly hosts: readonly Known<string>[]
  /** Hosts with a certificate (`spec.tls`); Gateway routes take theirs from the gateway. */
  readonly tlsHosts: readonly Known<string>[]
  readonly hasTls: boolean
  readonly backends: readonly Backend[]
  readonly className: Known<string | undefined>
}

export interface Backend {
  readonly service: Known<string>
  readonly namespace: Known<string | undefined>
  readonly port: Known<string | undefined>
  readonly origin: Origin
}

/** A Gateway (gateway.networking.k8s.io, networking.istio.io). */
export interface Gateway extends ObjectMeta {
  readonly asset: 'gateway'
  readonly listeners: readonly Listener[]
}

export interface Listener {
  readonly protocol: Known<string | undefined>
  readonly port: Known<number | undefined>
  readonly hosts: readonly Known<string>[]
  readonly hasTls: boolean
  /** `from` of `allowedRoutes.namespaces`: All, Same, Selector. */
  readonly allowedNamespaces: Known<string | undefined>
  readonly origin: Origin
}
