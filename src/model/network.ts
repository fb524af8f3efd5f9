import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { Pod } from './pod.ts'
import type { Match, Selector } from './selector.ts'

/** A Kubernetes NetworkPolicy (networking.k8s.io/v1). */
export interface NetworkPolicy extends ObjectMeta {
  readonly asset: 'network-policy'
  /** Selects every pod of the namespace where the field is absent, as the API defaults it. */
  readonly podSelector: Selector
  readonly isPodSelectorStated: boolean
  /** Directions that it isolates, defaults applied: ingress always unless stated, egress where rules stand. */
  readonly isolates: Isolates
  readonly ingress: readonly NetworkRule[]
  readonly egress: readonly NetworkRule[]
}

export type Direction = 'ingress' | 'egress'

export const directions: readonly Direction[] = ['ingress', 'egress']

/** Whether a policy lets nothing through in a direction but what its rules allow. */
export type Isolates = Readonly<Record<Direction, Match>>

/** One allow rule. No peers means from or to anywhere; no ports means every port. */
export interface NetworkRule {
  readonly origin: Origin
  readonly peers: readonly NetworkPeer[]
  readonly ports: readonly NetworkPort[]
  /** A part of the rule could not be read: what it allows beside its peers is not known. */
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
  /** `ANY` stands for all of them. */
  readonly protocol: Known<string>
  /** A number or a name; unset means every port of the protocol. */
  readonly port: Known<string | undefined>
  readonly endPort: Known<number | undefined>
}

/**
 * A policy of another API: Cilium's, the admin policies of the Kubernetes network policy API, Calico's. One that nobody
 * models (Calico's selector language) isolates `unknown`, never yes.
 */
export interface ExtendedNetworkPolicy extends ObjectMeta {
  readonly asset: 'extended-network-policy'
  readonly api: 'cilium' | 'admin' | 'calico'
  readonly tier: Known<Tier>
  /** Within its tier the lower number is asked first; policies of namespaces have no order. */
  readonly priority: Known<number>
  readonly isClusterWide: boolean
  /** About nodes (Cilium's `nodeSelector`): it selects no pod. */
  readonly isHostPolicy: boolean
  /** Absent selects nothing; Cilium's and Calico's own label names stand in it as written, without source prefix. */
  readonly podSelector: Selector | undefined
  /** Absent selects every namespace that the policy can reach. */
  readonly namespaceSelector: Selector | undefined
  readonly isolates: Isolates
  /** What its rules allow or deny, as far as the fields tell. */
  readonly statements: readonly ExtendedStatement[]
}

/**
 * Where a policy stands among the others (Kubernetes network policy API, ClusterNetworkPolicy): an `admin` policy is
 * asked before those of namespaces, a `baseline` one where none of a namespace isolates the pod.
 */
export type Tier = 'admin' | 'namespace' | 'baseline'

/** One peer of one rule of such a policy, in the order of the rules. */
export interface ExtendedStatement {
  readonly origin: Origin
  readonly direction: Direction
  /** `pass` leaves the decision to the next tier; `unknown` is an action that cannot be read. */
  readonly effect: 'allow' | 'deny' | 'pass' | 'unknown'
  /** `anything`: a rule that names no peer. `other`: a peer that is not modelled. */
  readonly kind: 'anything' | 'cidr' | 'entity' | 'fqdn' | 'endpoints' | 'nodes' | 'other'
  /** The CIDR, entity or name, as written; what is written says nothing for other kinds. */
  readonly value: Known<string>
  /** CIDRs that are left out of a CIDR. */
  readonly except: readonly Known<string>[]
  /** Of `endpoints`; Cilium's selectors name the namespace by a label of the pod. */
  readonly podSelector?: Selector
  /** Of `endpoints`; absent selects every namespace. */
  readonly namespaceSelector?: Selector
  readonly ports: readonly NetworkPort[]
  /** Lets only some requests through on these ports: HTTP paths, names asked of DNS, server names. */
  readonly isNarrowed: boolean
}

/** A policy and how sure it is that it selects a pod. */
export interface Selecting<P extends NetworkPolicy | ExtendedNetworkPolicy> {
  readonly policy: P
  readonly match: Match
}

/** A pod and how sure it is that a selector means it. */
export interface Selected {
  readonly pod: Pod
  readonly match: Match
}

/** Whether a pod is isolated in a direction, and by which policies. */
export interface Isolation {
  readonly match: Match
  /** The policies that isolate it, or may; none select a pod in its node's network. */
  readonly policies: readonly (NetworkPolicy | ExtendedNetworkPolicy)[]
  readonly isHostNetwork: boolean
}

/** An address outside the cluster, and the TCP ports that matter there. */
export interface EgressTarget {
  readonly address: string
  readonly ports: readonly number[]
}

/** Whether a pod's packets to a target are let out, and why. */
export interface EgressReach {
  readonly match: Match
  readonly reason: 'host-network' | 'not-isolated' | 'allowed' | 'denied' | 'undecided'
  /** What lets them out; nothing where nothing holds them back. */
  readonly evidence: readonly Origin[]
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
  readonly hasTls: Known<boolean>
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

/** What a service mesh asks of callers: Istio's PeerAuthentication and AuthorizationPolicy. */
export interface MeshPolicy extends ObjectMeta {
  readonly asset: 'mesh-policy'
  /** Modes of mutual TLS that are stated, for all ports and for single ones. */
  readonly modes: readonly Known<string>[]
  /** Of an authorization policy; unset for others. */
  readonly action: Known<string | undefined>
  /** Rules that hold for every request. */
  readonly openRules: readonly Origin[]
}
