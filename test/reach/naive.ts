// The semantics of network policies once more, as plainly as can be: one connection, one port, one look at every rule.
import type { Protocol } from '../../src/reach/ports.ts'

export type Labels = Readonly<Record<string, string>>

export interface RawSelector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
    readonly values?: readonly string[]
  }[]
}

export interface RawPod {
  readonly namespace: string
  readonly name: string
  readonly labels: Labels
  readonly address: string
  readonly ports: readonly {
    readonly name: string
    readonly containerPort: number
    readonly protocol: Protocol
  }[]
}

export interface RawBlock {
  readonly cidr: string
  readonly except?: readonly string[]
}

export interface RawPort {
  readonly protocol?: Protocol
  readonly port?: number | string
  readonly endPort?: number
}

export interface RawPeer {
  readonly podSelector?: RawSelector
  readonly namespaceSelector?: RawSelector
  readonly ipBlock?: RawBlock
}

type Direction = 'ingress' | 'egress'

export interface RawPolicy {
  readonly namespace: string
  readonly podSelector: RawSelector
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[]
  readonly ingress?: readonly { readonly peers?: readonly RawPeer[]; readonly ports?: readonly RawPort[] }[]
  readonly egress?: readonly { readonly peers?: readonly RawPeer[]; readonly ports?: readonly RawPort[] }[]
}

export type RawAdminPeer =
  | { readonly namespaces: RawSelector }
  | { readonly pods: { readonly namespaceSelector: RawSelector; readonly podSelector: RawSelector } }
  | { readonly networks: readonly string[] }

export interface RawAdminRule {
  readonly action: 'Accept' | 'Deny' | 'Pass'
  readonly peers: readonly RawAdminPeer[]
  readonly ports?: readonly (RawPort | { readonly named: string })[]
}

export interface RawAdminPolicy {
  readonly tier: 'Admin' | 'Baseline'
  readonly priority: number
  readonly subject: RawAdminPeer
  readonly ingress: readonly RawAdminRule[]
  readonly egress: readonly RawAdminRule[]
}

export type RawCiliumPeer =
  | { readonly endpoints: RawSelector }
  | { readonly entity: 'world' | 'cluster' | 'all' }
  | { readonly block: RawBlock }

export interface RawCiliumRule {
  readonly peers?: readonly RawCiliumPeer[]
  readonly ports?: readonly RawPort[]
}

export interface RawCiliumPolicy {
  readonly namespace: string
  readonly endpointSelector: RawSelector
  readonly rules: Readonly<Record<Direction | `${Direction}Deny`, readonly RawCiliumRule[]>>
}

export interface RawCluster {
  readonly namespaces: Readonly<Record<string, Labels>>
  readonly pods: readonly RawPod[]
  readonly policies: readonly RawPolicy[]
  readonly admin: readonly RawAdminPolicy[]
  readonly cilium: readonly RawCiliumPolicy[]
}

/** A pod, or an address outside. */
export type RawEnd = RawPod | string

export interface Attempt {
  readonly from: RawEnd
  readonly to: RawEnd
  readonly protocol: Protocol
  readonly port: number
}

export interface NaiveOptions {
  readonly blocksMatchPods: boolean
}

export function isAllowed(cluster: RawCluster, attempt: Attempt, options: NaiveOptions): boolean {
  const naive = new Naive(cluster, attempt, options)
  return naive.lets('egress', attempt.from, attempt.to) && naive.lets('ingress', attempt.to, attempt.from)
}

class Naive {
  readonly #cluster: RawCluster
  readonly #attempt: Attempt
  readonly #options: NaiveOptions

  constructor(cluster: RawCluster, attempt: Attempt, options: NaiveOptions) {
    this.#cluster = cluster
    this.#attempt = attempt
    this.#options = options
  }

  lets(direction: Direction, me: RawEnd, other: RawEnd): boolean {
    if (typeof me === 'string') return true
    const admin = this.#askTier('Admin', direction, { me, other })
    if (admin !== undefined) return admin
    const namespaced = this.#askNamespace(direction, me, other)
    if (namespaced !== undefined) return namespaced
    return this.#askTier('Baseline', direction, { me, other }) ?? true
  }

  #askTier(
    tier: RawAdminPolicy['tier'],
    direction: Direction,
    { me, other }: { me: RawPod; other: RawEnd },
  ): boolean | undefined {
    const policies = this.#cluster.admin
      .filter((policy) => policy.tier === tier && this.#isAdminPeer(policy.subject, me))
      .sort((a, b) => a.priority - b.priority)
    for (const policy of policies) {
      for (const { action, peers, ports } of policy[direction]) {
        if (!peers.some((peer) => this.#isAdminPeer(peer, other)) || !this.#isAdminPort(ports)) continue
        return action === 'Pass' ? undefined : action === 'Accept'
      }
    }
    return undefined
  }

  #isAdminPeer(peer: RawAdminPeer, end: RawEnd): boolean {
    if ('networks' in peer) return peer.networks.some((cidr) => this.#isInBlock({ cidr }, end))
    if (typeof end === 'string') return false
    if ('namespaces' in peer) return matches(peer.namespaces, this.#namespaceOf(end))
    return (
      matches(peer.pods.namespaceSelector, this.#namespaceOf(end)) &&
      matches(peer.pods.podSelector, end.labels)
    )
  }

  #isAdminPort(ports: RawAdminRule['ports']): boolean {
    const { to, protocol, port } = this.#attempt
    if (ports === undefined) return true
    return ports.some((each) => {
      if (!('named' in each)) return this.#isPort(each, 'TCP')
      if (typeof to === 'string') return false
      return to.ports.some(
        (own) => own.name === each.named && own.containerPort === port && own.protocol === protocol,
      )
    })
  }

  /** Nothing where no policy of the namespace isolates and none denies. */
  #askNamespace(direction: Direction, me: RawPod, other: RawEnd): boolean | undefined {
    const cilium = this.#cluster.cilium.filter(
      ({ namespace, endpointSelector }) => namespace === me.namespace && matches(endpointSelector, me.labels),
    )
    const isMatched = ({ namespace }: RawCiliumPolicy, rule: RawCiliumRule): boolean =>
      this.#matchesCilium(rule, namespace, other)
    if (cilium.some((each) => each.rules[`${direction}Deny`].some((rule) => isMatched(each, rule))))
      return false
    const isolatedByCilium = cilium.some(
      ({ rules }) => rules[direction].length + rules[`${direction}Deny`].length > 0,
    )
    const policies = this.#cluster.policies.filter((policy) => selects(policy, me, direction))
    if (!isolatedByCilium && policies.length === 0) return undefined
    return (
      cilium.some((each) => each.rules[direction].some((rule) => isMatched(each, rule))) ||
      policies.some((policy) =>
        (policy[direction] ?? []).some(
          ({ peers = [], ports = [] }) =>
            (peers.length === 0 || peers.some((peer) => this.#isPeer(peer, policy.namespace, other))) &&
            (ports.length === 0 || ports.some((port) => this.#isPort(port, 'TCP'))),
        ),
      )
    )
  }

  #matchesCilium({ peers, ports }: RawCiliumRule, namespace: string, other: RawEnd): boolean {
    if (peers === undefined && ports === undefined) return false
    const isPeer = peers === undefined || peers.some((peer) => this.#isCiliumPeer(peer, namespace, other))
    return isPeer && (ports === undefined || ports.some((port) => this.#isPort(port, undefined)))
  }

  #isCiliumPeer(peer: RawCiliumPeer, namespace: string, other: RawEnd): boolean {
    const isOutside = typeof other === 'string'
    if ('entity' in peer) return peer.entity === 'all' || (peer.entity === 'world') === isOutside
    if ('block' in peer) return isOutside && inBlock(peer.block, other)
    return !isOutside && other.namespace === namespace && matches(peer.endpoints, other.labels)
  }

  #isPeer({ ipBlock, podSelector, namespaceSelector }: RawPeer, namespace: string, end: RawEnd): boolean {
    if (ipBlock !== undefined) return this.#isInBlock(ipBlock, end)
    if (typeof end === 'string') return false
    const isThere =
      namespaceSelector === undefined
        ? end.namespace === namespace
        : matches(namespaceSelector, this.#namespaceOf(end))
    return isThere && (podSelector === undefined || matches(podSelector, end.labels))
  }

  #isInBlock(block: RawBlock, end: RawEnd): boolean {
    if (typeof end === 'string') return inBlock(block, end)
    return this.#options.blocksMatchPods && inBlock(block, end.address)
  }

  #isPort({ protocol, port, endPort }: RawPort, fallback: Protocol | undefined): boolean {
    const { to, protocol: asked, port: number } = this.#attempt
    const wanted = protocol ?? fallback
    if (wanted !== undefined && wanted !== asked) return false
    if (port === undefined) return true
    if (typeof port === 'number') return number >= port && number <= (endPort ?? port)
    if (typeof to === 'string') return false
    return to.ports.some((own) => own.name === port && own.containerPort === number && own.protocol === asked)
  }

  #namespaceOf({ namespace }: RawPod): Labels {
    return { ...this.#cluster.namespaces[namespace], 'kubernetes.io/metadata.name': namespace }
  }
}

function selects(
  { namespace, podSelector, policyTypes, egress }: RawPolicy,
  pod: RawPod,
  direction: Direction,
): boolean {
  if (namespace !== pod.namespace || !matches(podSelector, pod.labels)) return false
  if (policyTypes !== undefined && policyTypes.length > 0)
    return policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  return direction === 'ingress' || (egress ?? []).length > 0
}

function matches({ matchLabels = {}, matchExpressions = [] }: RawSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key]
      if (operator === 'Exists') return value !== undefined
      if (operator === 'DoesNotExist') return value === undefined
      const isIn = value !== undefined && values.includes(value)
      return operator === 'In' ? isIn : !isIn
    })
  )
}

function inBlock({ cidr, except = [] }: RawBlock, address: string): boolean {
  return inCidr(cidr, address) && !except.some((each) => inCidr(each, address))
}

function inCidr(cidr: string, address: string): boolean {
  const [network = '', length = ''] = cidr.split('/')
  const bits = (text: string): string =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
  return bits(network).slice(0, Number(length)) === bits(address).slice(0, Number(length))
}
