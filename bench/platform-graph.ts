// A graph shaped like a large platform, the same for the same size: pods behind network policies, application flaws,
// kernels of node pools, service accounts with rights, managed identities; node roots and some accounts undermine.
import type { DepthGraph, DepthQuery, Target } from '../src/breach/depth/graph.ts'

export interface PlatformSize {
  readonly pods: number
  readonly namespaces: number
  readonly accounts: number
  readonly identities: number
  readonly pools: number
  /** Ways from one pod to others, beside what goes through hubs. */
  readonly lateral: number
  /** Does one flaw take down the network policies of the cluster, and its admission, or those of a namespace? */
  readonly flawsOf: 'cluster' | 'namespace'
}

export interface PlatformGraph {
  readonly graph: DepthGraph
  /** The pods, which is where an attack starts. */
  readonly starts: readonly number[]
  /** The namespace of each pod, which is the tag of its data. */
  readonly namespaceOf: readonly number[]
  readonly queries: Readonly<Record<string, DepthQuery>>
}

export const usualSize: PlatformSize = {
  pods: 2000,
  namespaces: 150,
  accounts: 800,
  identities: 40,
  pools: 12,
  lateral: 25,
  flawsOf: 'cluster',
}

export function platformGraph(size: PlatformSize): PlatformGraph {
  const draft = new Draft()
  const places = placePods(size, seeded(7))
  const positions = addPositions(draft, size)
  const parts = { draft, size, places, positions, random: seeded(11) }
  addNodes(parts)
  addAccounts(parts)
  addNetwork(parts)
  addCloud(parts)
  addUnderminers(parts)
  return {
    graph: draft.graph(),
    starts: positions.pods,
    namespaceOf: places.map(({ namespace }) => namespace),
    queries: queriesOf(parts),
  }
}

type Random = (below: number) => number

function seeded(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Barriers and domains by name, edges in the order in which they are drawn. */
class Draft {
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #barriers: number[][] = []
  readonly #names = new Map<string, number>()
  readonly #domainNames = new Map<string, number>()
  readonly #domains: number[] = []
  readonly #undermines = new Map<number, number[]>()
  #positions = 0

  positions(count: number): number[] {
    this.#positions += count
    return Array.from({ length: count }, (_, index) => this.#positions - count + index)
  }

  /** A barrier; those of one name are one. */
  barrier(domain: string, name: string = domain): number {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const number = this.#domainNames.get(domain) ?? this.#domainNames.size
    this.#domainNames.set(domain, number)
    this.#names.set(name, this.#domains.length)
    this.#domains.push(number)
    return this.#domains.length - 1
  }

  edge(from: number, to: number, barriers: readonly number[] = []): void {
    this.#from.push(from)
    this.#to.push(to)
    this.#barriers.push([...barriers])
  }

  undermine(position: number, prefix: string): void {
    const found = [...this.#names].filter(([name]) => name.startsWith(prefix)).map(([, barrier]) => barrier)
    this.#undermines.set(position, [...(this.#undermines.get(position) ?? []), ...found])
  }

  graph(): DepthGraph {
    return {
      positionCount: this.#positions,
      domainCount: this.#domainNames.size,
      barrierDomains: Int32Array.from(this.#domains),
      edges: { from: Int32Array.from(this.#from), to: Int32Array.from(this.#to), barriers: this.#barriers },
      undermines: this.#undermines,
    }
  }
}

interface Place {
  readonly namespace: number
  readonly account: number
  readonly pools: readonly number[]
  /** Behind authentication, or in a sandbox, or neither. */
  readonly isGuarded: boolean
  readonly isSandboxed: boolean
}

function placePods(size: PlatformSize, random: Random): Place[] {
  return Array.from({ length: size.pods }, () => {
    const namespace = random(size.namespaces)
    const accounts = Math.floor(size.accounts / size.namespaces)
    return {
      namespace,
      account: namespace * accounts + random(accounts),
      pools: random(3) > 0 ? [random(size.pools)] : [...new Set([random(size.pools), random(size.pools)])],
      isGuarded: random(3) === 0,
      isSandboxed: random(5) === 0,
    }
  })
}

interface Positions {
  readonly pods: readonly number[]
  readonly accounts: readonly number[]
  readonly nodes: readonly number[]
  readonly namespaces: readonly number[]
  readonly identities: readonly number[]
  readonly api: number
  readonly admin: number
  readonly cloud: number
  readonly outside: number
}

function addPositions(draft: Draft, size: PlatformSize): Positions {
  const [api = 0, admin = 0, cloud = 0, outside = 0] = draft.positions(4)
  return {
    pods: draft.positions(size.pods),
    accounts: draft.positions(size.accounts),
    nodes: draft.positions(size.pools),
    namespaces: draft.positions(size.namespaces),
    identities: draft.positions(size.identities),
    api,
    admin,
    cloud,
    outside,
  }
}

interface Parts {
  readonly draft: Draft
  readonly size: PlatformSize
  readonly places: readonly Place[]
  readonly positions: Positions
  readonly random: Random
}

function pick(list: readonly number[], index: number): number {
  return list[index % list.length] ?? 0
}

/** Out to the node through its kernel, and a sandbox's where there is one; from the node into each of its pods. */
function addNodes({ draft, places, positions }: Parts): void {
  places.forEach(({ pools, isSandboxed }, pod) => {
    for (const pool of pools) {
      const sandbox = isSandboxed ? [draft.barrier('guest-kernel'), draft.barrier(`hypervisor ${pool}`)] : []
      const kernel = isSandboxed ? sandbox : [draft.barrier(`kernel ${pool}`)]
      draft.edge(pick(positions.pods, pod), pick(positions.nodes, pool), kernel)
      draft.edge(pick(positions.nodes, pool), pick(positions.pods, pod))
    }
  })
}

/** Pods take their account's token; accounts may run pods in a namespace, where admission stands before nodes. */
function addAccounts(parts: Parts): void {
  const { draft, size, places, positions, random } = parts
  places.forEach(({ namespace, account }, pod) => {
    const token = random(3) === 0 ? [] : [draft.barrier(`token ${namespace}`)]
    draft.edge(pick(positions.pods, pod), pick(positions.accounts, account), token)
    draft.edge(pick(positions.namespaces, namespace), pick(positions.pods, pod))
  })
  positions.accounts.forEach((account, index) => {
    const own = Math.floor(index / Math.floor(size.accounts / size.namespaces))
    if (random(10) === 0)
      draft.edge(account, pick(positions.namespaces, own), [draft.barrier(`authorisation`)])
    if (random(40) === 0) draft.edge(account, positions.admin, [draft.barrier('authorisation')])
  })
  positions.namespaces.forEach((namespace, index) => {
    for (const node of positions.nodes) draft.edge(namespace, node, [admission(parts, index)])
    draft.edge(positions.admin, namespace)
  })
}

/** From pod to pod past egress and ingress policies on their nodes, authentication and the application itself. */
function addNetwork(parts: Parts): void {
  const { draft, size, places, positions, random } = parts
  places.forEach((from, pod) => {
    for (let count = 0; count < size.lateral; count++) {
      const other = random(size.pods)
      const to = places[other] ?? from
      const isNear = from.namespace === to.namespace
      const policies = isNear ? [] : [policy(parts, from), policy(parts, to)]
      const authentication = to.isGuarded ? [draft.barrier(`authentication ${to.namespace}`)] : []
      const barriers = [...policies, ...authentication, draft.barrier(`application ${other}`)]
      draft.edge(pick(positions.pods, pod), pick(positions.pods, other), barriers)
    }
    draft.edge(pick(positions.pods, pod), positions.api, [policy(parts, from)])
  })
}

function policy({ draft, size }: Parts, { namespace, pools }: Place): number {
  const domain = size.flawsOf === 'cluster' ? 'network' : `network ${namespace}`
  return draft.barrier(domain, `network ${namespace} on ${pools.join('+')}.`)
}

function admission({ draft, size }: Parts, namespace: number): number {
  return draft.barrier(
    size.flawsOf === 'cluster' ? 'admission' : `admission ${namespace}`,
    `admission ${namespace}.`,
  )
}

/** Instance metadata from pods and nodes, identities, what they may do in the cloud, and the way out. */
function addCloud(parts: Parts): void {
  const { draft, size, places, positions, random } = parts
  places.forEach((place, pod) => {
    const pool = place.pools[0] ?? 0
    const metadata = [policy(parts, place), draft.barrier(`metadata ${pool}`)]
    draft.edge(pick(positions.pods, pod), pick(positions.identities, pool), metadata)
    draft.edge(pick(positions.pods, pod), positions.outside, [
      policy(parts, place),
      draft.barrier('firewall'),
    ])
  })
  positions.nodes.forEach((node, pool) => {
    draft.edge(node, pick(positions.identities, pool))
    draft.edge(node, positions.outside, [draft.barrier('firewall')])
  })
  positions.accounts.forEach((account) => {
    if (random(8) > 0) return
    draft.edge(account, pick(positions.identities, random(size.identities)), [draft.barrier('federation')])
  })
  for (const identity of positions.identities) draft.edge(identity, positions.cloud, [draft.barrier('arm')])
}

/** A node's root voids the policies on its node, some accounts those of their namespace, an administrator everything. */
function addUnderminers({ draft, size, places, positions, random }: Parts): void {
  positions.nodes.forEach((node, pool) => {
    for (let namespace = 0; namespace < size.namespaces; namespace++) {
      draft.undermine(node, `network ${namespace} on ${pool}.`)
    }
  })
  for (let count = 0; count < 24; count++) {
    const { account, namespace } = places[random(size.pods)] ?? { account: 0, namespace: 0 }
    draft.undermine(pick(positions.accounts, account), `network ${namespace} `)
    if (count % 4 === 0) draft.undermine(pick(positions.accounts, account), `admission ${namespace}.`)
  }
  draft.undermine(positions.admin, 'network ')
  draft.undermine(positions.admin, 'admission ')
}

function queriesOf({ places, positions }: Parts): Record<string, DepthQuery> {
  const one = (position: number): Target[] => [{ position, tag: 0 }]
  const data = places.map(({ namespace }, pod) => ({ position: pick(positions.pods, pod), tag: namespace }))
  const nodes = positions.nodes.map((position, tag) => ({ position, tag }))
  return {
    'a node of each pool': { targets: nodes, kept: Infinity },
    'the data of others': { targets: data, kept: 2 },
    'the cluster': { targets: one(positions.admin), kept: 1 },
    'the cloud': { targets: one(positions.cloud), kept: 1 },
    'the outside': { targets: one(positions.outside), kept: 1 },
  }
}
