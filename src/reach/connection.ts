import { rememberBoth } from '../kernel/remember.ts'
import type { ContainerPort } from '../model/container.ts'
import type { Direction } from '../model/network.ts'
import { type Question, eitherSide, evaluate, openSide, type Side } from './evaluate.ts'
import type { Other } from './peer.ts'
import { intersect, type Ports, subtract, union } from './ports.ts'
import type { Profile } from './profile.ts'
import type { Shape } from './shape.ts'

/** Which ports one end may connect to at another, and what both ends' policies say. */
export interface Connection {
  readonly allowed: Ports
  /** Ports on which it depends on something that is not known; a port in neither set is denied for sure. */
  readonly undecided: Ports
  readonly egress: Side
  readonly ingress: Side
}

/** An endpoint as policies find it. */
export interface End {
  /** What its own policies say; nothing is asked where it is no pod of the platform. */
  readonly subject: Subject | undefined
  /** How the policies of the other end see it; two ways where it is not known which. */
  readonly seenAs: readonly Other[]
  readonly names: readonly ContainerPort[]
}

export interface Subject {
  readonly shape: Shape
  readonly profiles: Readonly<Record<Direction, Profile>>
}

export function connect(from: End, to: End): Connection {
  return join(askEgress(from, to), askIngress(from, to))
}

export function askEgress(from: End, to: End): Side {
  return ask(from, 'egress', to)
}

export function askIngress(from: End, to: End): Side {
  return ask(to, 'ingress', { seenAs: from.seenAs, names: to.names })
}

const toItself = openSide('self')

export const selfConnection: Connection = join(toItself, toItself)

export function join(egress: Side, ingress: Side): Connection {
  const allowed = intersect(egress.allowed, ingress.allowed)
  const possible = intersect(
    union(egress.allowed, egress.undecided),
    union(ingress.allowed, ingress.undecided),
  )
  return { allowed, undecided: subtract(possible, allowed), egress, ingress }
}

/** How the other end is seen, and the names of the destination's ports. */
type Asked = Pick<End, 'seenAs' | 'names'>

const notAsked = openSide('no-pod')
const onHost = openSide('host-network')
const ownNode = openSide('own-node')

/** No policy is about a pod in its node's network. */
function ask({ subject }: End, direction: Direction, asked: Asked): Side {
  if (subject === undefined) return notAsked
  const { isOnHost } = subject.shape
  if (isOnHost === 'yes') return onHost
  const side = askAll(subject.profiles[direction], asked)
  return isOnHost === 'no' ? side : mayBypass(onHost, side)
}

/** Millions of pairs are asked about, and nearly all see each other in one way. */
function askAll(profile: Profile, { seenAs, names }: Asked): Side {
  const [first] = seenAs
  if (first !== undefined && seenAs.length === 1) return askAbout(profile, { other: first, names })
  return seenAs.map((other) => askAbout(profile, { other, names })).reduce((a, b) => eitherSide(a, b))
}

/**
 * Traffic between a pod and the node where it runs is always allowed (Kubernetes documentation, Network Policies): the
 * kubelet's probes need it.
 */
function askAbout(profile: Profile, question: Question): Side {
  const { other } = question
  if (other.kind !== 'node' || other.isOwn === 'no') return evaluate(profile, question)
  return other.isOwn === 'yes' ? ownNode : mayBypass(ownNode, evaluate(profile, question))
}

/** Where a side may not be asked at all, everything that it does not allow is undecided. */
function mayBypass(open: Side, side: Side): Side {
  return { ...eitherSide(open, side), bypass: open.reason }
}

/** Connections from one end to many: few sides differ, so that most are the same few objects. */
export function connectAll(from: End, ends: readonly End[]): readonly Connection[] {
  const ingressOf = rememberIngress(from)
  return ends.map((to) => joined(askEgress(from, to), ingressOf(to)))
}

const joined = rememberBoth(join)

/** Ends with the same policies and names of ports answer alike. */
function rememberIngress(from: End): (to: End) => Side {
  const known = new Map<Profile, Map<End['names'], Side>>()
  return (to) => {
    const profile = to.subject?.shape.isOnHost === 'no' ? to.subject.profiles.ingress : undefined
    if (profile === undefined) return askIngress(from, to)
    const byNames = entryOf(known, profile, () => new Map<End['names'], Side>())
    return entryOf(byNames, to.names, () => askIngress(from, to))
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
