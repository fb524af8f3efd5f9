import { rememberBoth } from '../../kernel/remember.ts'
import type { Origin } from '../../model/origin.ts'
import type { Pod } from '../../model/pod.ts'
import type { Connection } from '../../reach/connection.ts'
import type { Side } from '../../reach/evaluate.ts'
import type { Endpoint } from '../../reach/endpoint.ts'
import { apiServer } from '../../reach/endpoint.ts'
import { everyPort, intersect, isEmpty, type Ports } from '../../reach/ports.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { allDoubted, assumption } from '../steps/doubt.ts'
import type { Terrain } from '../terrain.ts'
import { clusterWide } from '../steps/instances.ts'
import { barrierAt } from '../make-barrier.ts'

/** What network policies hold against a connection: nothing where they let one of the wanted ports through. */
export function policyBarriers(
  connection: Connection,
  terrain: Terrain,
  wanted: Ports = everyPort,
): readonly StandingBarrier[] {
  const { egress, ingress, between } = barriersByEnd(connection, terrain, wanted)
  if (ingress.length + between.length === 0) return egress
  return [...egress, ...ingress, ...between]
}

/** The same by who set it up. */
export interface EndBarriers {
  readonly egress: readonly StandingBarrier[]
  readonly ingress: readonly StandingBarrier[]
  /** Where each end lets something through, and never the same. */
  readonly between: readonly StandingBarrier[]
}

const nothing: EndBarriers = { egress: [], ingress: [], between: [] }

export function barriersByEnd(connection: Connection, terrain: Terrain, wanted: Ports): EndBarriers {
  if (!isEmpty(intersect(connection.allowed, wanted))) return nothing
  const enforcement = terrain.facts.ask('networkPolicy')
  if (enforcement.is === 'bad') return nothing
  const undecided = isEmpty(intersect(connection.undecided, wanted)) ? undefined : undecidedBy(connection)
  const assumes = enforcement.assumes ?? undecided
  const egress = inDoubt(egressBarriersOf(connection.egress, wanted), assumes)
  const ingress = inDoubt(ingressBarriersOf(connection.ingress, wanted), assumes)
  if (egress.length + ingress.length > 0) return { egress, ingress, between: [] }
  return { ...nothing, between: inDoubt([together(connection)], assumes) }
}

/** Few sides and few doubts differ, for a million connections. */
const egressBarriersOf: SideBarriers = rememberBoth((side: Side, wanted: Ports) =>
  sideBarriers(side, 'N.eg', wanted),
)
const ingressBarriersOf: SideBarriers = rememberBoth((side: Side, wanted: Ports) =>
  sideBarriers(side, 'N.in', wanted),
)

type SideBarriers = (side: Side, wanted: Ports) => readonly StandingBarrier[]

/** A list that hangs on nothing stays as it is: lists are told apart as objects. */
function inDoubt(
  barriers: readonly StandingBarrier[],
  assumes: Assumption | undefined,
): readonly StandingBarrier[] {
  return assumes === undefined || barriers.length === 0 ? barriers : doubtedFor(barriers, assumes)
}

const doubtedFor: (all: readonly StandingBarrier[], assumes: Assumption) => readonly StandingBarrier[] =
  rememberBoth<readonly StandingBarrier[], Assumption, readonly StandingBarrier[]>(allDoubted)

/** The barriers of one end, where it surely or possibly lets none of the wanted ports through. */
function sideBarriers(side: Side, barrier: 'N.eg' | 'N.in', wanted: Ports): readonly StandingBarrier[] {
  if (!isEmpty(intersect(side.allowed, wanted))) return []
  return [...denyingBarriers(side), ...isolatingBarriers(side, barrier)]
}

function denyingBarriers({ decisions }: Side): readonly StandingBarrier[] {
  const denials = decisions.filter(({ effect, tier }) => effect === 'deny' && tier !== 'namespace')
  const [first] = denials
  if (first === undefined) return []
  const { kind, name } = first.rule.policy
  return [
    barrierAt('N.adm', {
      at: clusterWide,
      label: `${kind} ${name} denies it for the whole cluster`,
      evidence: denials.map(({ rule }) => rule.origin),
    }),
  ]
}

function isolatingBarriers({ isolating }: Side, barrier: 'N.eg' | 'N.in'): readonly StandingBarrier[] {
  const policies = isolating.map(({ policy }) => policy)
  const [first] = policies
  if (first === undefined) return []
  const isOfCluster = first.namespace === ''
  const names = [...new Set(policies.map(({ name }) => name))].join(', ')
  const direction = barrier === 'N.eg' ? 'egress' : 'ingress'
  return [
    barrierAt(barrier, {
      at: isOfCluster ? clusterWide : first.namespace,
      label: `${direction} policies of ${isOfCluster ? 'the cluster' : first.namespace} (${names})`,
      evidence: policies.map(({ origin }) => origin),
    }),
  ]
}

/** Each end lets something through, and never the same. */
function together({ egress, ingress }: Connection): StandingBarrier {
  const policies = [...egress.isolating, ...ingress.isolating].map(({ policy }) => policy)
  return barrierAt('N.eg', {
    at: policies[0]?.namespace ?? clusterWide,
    label: 'egress and ingress policies have no port in common',
    evidence: policies.map(({ origin }) => origin),
  })
}

function undecidedBy({ egress, ingress }: Connection): Assumption {
  const [origin] = [egress, ingress].flatMap(doubtful)
  return assumption('what a network policy lets through', origin)
}

function doubtful({ decisions, isolating, unmodelled }: Side): readonly Origin[] {
  return [
    ...unmodelled.map(({ origin }) => origin),
    ...decisions.filter(({ match }) => match === 'unknown').map(({ rule }) => rule.origin),
    ...isolating.filter(({ match }) => match === 'unknown').map(({ policy }) => policy.origin),
  ]
}

/** What network policies hold against a pod that connects somewhere. */
export function egressBarriers(
  pod: Pod,
  to: Endpoint,
  { terrain, ports }: { readonly terrain: Terrain; readonly ports?: Ports },
): readonly StandingBarrier[] {
  return policyBarriers(terrain.reach.connection({ kind: 'pod', pod }, to), terrain, ports)
}

/** What stands between a pod and the API server. */
export function apiServerBarriers(pod: Pod, terrain: Terrain): readonly StandingBarrier[] {
  return egressBarriers(pod, apiServer, { terrain })
}
