import { remember, rememberBoth } from '../../kernel/remember.ts'
import { isKnown } from '../../model/known.ts'
import type { PodClass } from '../../reach/class.ts'
import type { Connection } from '../../reach/connection.ts'
import { everyPort, type Ports, tcpPorts } from '../../reach/ports.ts'
import type { Reach } from '../../reach/reach.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { barriersByEnd } from '../barriers/network.ts'
import { portPosition, type Position } from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** Where connections between pods end: all ports of a class, or those that serve whoever connects. */
export interface CrossingEnd {
  readonly to: PodClass
  readonly position: Position
  readonly ports: Ports
}

/**
 * Connections between pods. A thousand classes that all reach each other are a million pairs. Past the policies of their own
 * end all packets are in the same network, and from there the policies of the other end are all that is left: so most
 * pairs need no step of their own.
 */
export interface Crossings {
  readonly ends: readonly CrossingEnd[]
  /** What stands between pods of a class and the shared network; nothing where all that they reach is told by itself. */
  readonly before: (from: PodClass) => readonly StandingBarrier[] | undefined
  /** What stands between the shared network and an end; nothing where all ways there are told by themselves. */
  readonly behind: (end: number) => readonly StandingBarrier[] | undefined
  /** Whether the way through the shared network is all there is to tell. */
  readonly isCovered: (from: PodClass, end: number) => boolean
}

/** So many pairs are told one by one: that reads better. */
const fewPairs = 4000

export const crossingsOf: (terrain: Terrain) => Crossings = remember((terrain: Terrain) =>
  findCrossings(terrain, fewPairs),
)

export function findCrossings(terrain: Terrain, few: number): Crossings {
  const { classes } = terrain.reach
  const ends = endsOf(terrain)
  if (classes.length * ends.length <= few) return oneByOne(ends)
  const [out, into] = [classes.map(() => new Usual()), ends.map(() => new Usual())]
  const stands = classes.map((from, index) => noteEnds(terrain, { from, ends, out: out[index], into }))
  const before = ({ id }: PodClass): readonly StandingBarrier[] | undefined => out[id]?.barriers
  const behind = (end: number): readonly StandingBarrier[] | undefined => into[end]?.barriers
  return {
    ends,
    before,
    behind,
    isCovered: (from, end) => {
      const [near, far] = [before(from), behind(end)]
      if (near === undefined || far === undefined) return false
      const code = stands[from.id]?.[end] ?? 0
      return (near.length === 0 || (code & atEgress) > 0) && (far.length === 0 || (code & atIngress) > 0)
    },
  }
}

/** Of so many classes the connections of each are kept: maps of one platform are drawn several times. */
const mostKept = 2000

/** The connections of a class to every class. */
export function connectionsOf(from: PodClass, { reach }: Terrain): readonly Connection[] {
  return reach.classes.length > mostKept ? askConnections(from, reach) : knownConnections(from, reach)
}

const knownConnections = rememberBoth(askConnections)

/** In its node's network a pod is a node to all others; those on the same node it reaches anyway (`ESC_HOSTNET`). */
function askConnections({ pods: [pod] }: PodClass, reach: Reach): readonly Connection[] {
  const isNode = isKnown(pod.hostNetwork, true)
  return reach.connectionsFrom(isNode ? { kind: 'node', isOwn: 'no' } : { kind: 'pod', pod })
}

function endsOf({ reach, openDoors }: Terrain): readonly CrossingEnd[] {
  return [
    ...reach.classes.map((to) => ({ to, position: portPosition(to), ports: everyPort })),
    ...openDoors.map(({ to, position, ports }) => ({ to, position, ports: tcpPorts(ports) })),
  ]
}

function oneByOne(ends: readonly CrossingEnd[]): Crossings {
  return { ends, before: () => undefined, behind: () => undefined, isCovered: () => false }
}

const [atEgress, atIngress] = [1, 2]

interface Row {
  readonly from: PodClass
  readonly ends: readonly CrossingEnd[]
  readonly out: Usual | undefined
  readonly into: readonly Usual[]
}

/** For each end, at which side policies deny. */
function noteEnds(terrain: Terrain, { from, ends, out, into }: Row): Uint8Array {
  const connections = connectionsOf(from, terrain)
  const noted = new Uint8Array(ends.length)
  ends.forEach(({ to, ports }, end) => {
    const connection = connections[to.id]
    if (connection === undefined) return
    const { egress, ingress, between } = barriersByEnd(connection, terrain, ports)
    if (between.length > 0) out?.spoil()
    out?.note(egress)
    into[end]?.note(ingress)
    noted[end] = (egress.length > 0 ? atEgress : 0) + (ingress.length > 0 ? atIngress : 0)
  })
  return noted
}

/** What one side holds against whatever it denies, as long as that is always the same. */
class Usual {
  #barriers: readonly StandingBarrier[] = []
  #isSpoilt = false

  get barriers(): readonly StandingBarrier[] | undefined {
    return this.#isSpoilt ? undefined : this.#barriers
  }

  spoil(): void {
    this.#isSpoilt = true
  }

  note(barriers: readonly StandingBarrier[]): void {
    if (barriers.length === 0 || barriers === this.#barriers) return
    if (this.#barriers.length === 0) this.#barriers = barriers
    else if (!areSame(barriers, this.#barriers)) this.spoil()
  }
}

function areSame(some: readonly StandingBarrier[], others: readonly StandingBarrier[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ instance, domain, assumes }, index) => {
      const other = others[index]
      return (
        instance === other?.instance &&
        domain === other.domain &&
        (assumes === undefined) === (other.assumes === undefined) &&
        assumes?.fact === other.assumes?.fact
      )
    })
  )
}
