import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Assessment } from '../breach/assessment.ts'
import type { StandingBarrier } from '../breach/steps/barrier.ts'
import type { GoalId } from '../breach/goal.ts'
import type { Step } from '../breach/steps/step.ts'
import type { Measure } from '../breach/measure.ts'
import { containerPosition, type Position, type PositionKind } from '../breach/steps/position.ts'
import type { Barrier } from '../knowledge/barriers.ts'
import type { Guarantee, ThreatVector } from '../knowledge/guarantees.ts'
import type { Location } from '../model/origin.ts'
import { describePositions, type PositionDetails } from './position-details.ts'
import { locationField, questionField } from './reported-evidence.ts'
import { routeId } from './route-report.ts'

/** Everything that an attacker may do on a platform, open or barred: what threat models and graph tools are made of. */
export interface BreachGraph {
  /** Every technique that was asked for, whether it occurs or not. */
  readonly techniques: readonly TechniqueSummary[]
  readonly positions: readonly GraphPosition[]
  readonly steps: readonly GraphStep[]
  /** Each instance once, however many steps it stands on. */
  readonly barriers: readonly GraphBarrier[]
  /** Barriers that fall once a position is held. */
  readonly undermines: readonly GraphUndermining[]
  readonly routes: readonly GraphRoute[]
}

/** What a route of the report is about, by names. */
export interface GraphRoute {
  /** As in the report: `R1`. */
  readonly id: string
  readonly goal: GoalId
  /** Which of the goal's ends, where they are told apart: a pool, a resource. */
  readonly tag?: string
  /** Ids of the positions from which the same steps lead there. */
  readonly footholds: readonly string[]
}

export interface TechniqueSummary {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly guarantees: readonly Guarantee[]
  readonly attack: readonly string[]
  readonly matrix: readonly string[]
  readonly vector: ThreatVector
  readonly barriers: readonly Barrier[]
  readonly controls: readonly string[]
  readonly rationale: string
}

export interface GraphPosition extends PositionDetails {
  /** Kind and names; the same in every scan: `container:Deployment/acme/llm/server`. */
  readonly id: string
  readonly kind: PositionKind
  readonly label: string
  readonly location?: Location
  /** Arbitrary code is assumed to run here. */
  readonly isFoothold: boolean
}

export interface GraphStep {
  /** Ids of positions. */
  readonly from: string
  readonly to: string
  /** Id of the technique; unset where one position simply holds the other. */
  readonly technique?: string
  readonly how: string
  readonly location?: Location
  /** What still has to fail. */
  readonly barriers: readonly GraphStanding[]
  /** Name of the control that would close it by passing. */
  readonly closedBy?: string
  /** It takes a wrong field that nobody has written yet. */
  readonly isDrift: boolean
  /** What nobody knows and is taken for bad here. */
  readonly assumes?: string
}

/** A barrier where it stands on a step. */
export interface GraphStanding {
  /** Id of the instance. */
  readonly barrier: string
  /** What nobody knows; it counts at best only. */
  readonly assumes?: string
}

export interface GraphBarrier {
  /** Instance and domain: `N.eg@acme cni:cluster`. */
  readonly id: string
  readonly barrier: Barrier
  readonly label: string
  /** All barriers of one domain fall to one flaw. */
  readonly domain: string
  readonly isIntrinsic: boolean
  readonly location?: Location
}

export interface GraphUndermining {
  readonly position: string
  readonly barriers: readonly string[]
}

type Mapped = Pick<Assessment, 'map' | 'terrain' | 'footholds' | 'routes'>

export function graphBreaches(assessment: Mapped, techniques: readonly AnyTechnique[]): BreachGraph {
  const { map, terrain, footholds, routes } = assessment
  const details = describePositions(map.positions, terrain)
  const idOf = (key: string): string => details.get(key)?.id ?? key
  const footholdOf = ({ container }: Assessment['footholds'][number]): string =>
    containerPosition(container).key
  const held = new Set(footholds.map(footholdOf))
  const standing = map.steps.flatMap(({ barriers }) => barriers)
  const instances = new Map(standing.map((each) => [barrierId(each), each] as const))
  return {
    techniques: techniques.map(summariseTechnique),
    positions: map.positions.map((position) =>
      graphPosition(position, { ...details.get(position.key), isFoothold: held.has(position.key) }),
    ),
    steps: map.steps.map((step) => graphStep(step, idOf)),
    barriers: [...instances].map(([id, barrier]) => graphBarrier(id, barrier)),
    undermines: underminingsOf(map.undermined, instances, idOf),
    routes: routes.map((route, index) => ({
      id: routeId(index),
      goal: route.measure.goal.id,
      ...tagOf(route.measure),
      footholds: route.footholds.map((foothold) => idOf(footholdOf(foothold))),
    })),
  }
}

/** A tenant's own nodes are a goal apart from all others. */
function tagOf({ goal, tag }: Measure): Pick<GraphRoute, 'tag'> {
  if (goal.isOwn === true) return { tag: 'own' }
  return tag === undefined ? {} : { tag }
}

function summariseTechnique(technique: AnyTechnique): TechniqueSummary {
  const { id, name, title, guarantees, attack, matrix, vector, barriers, controls, rationale } = technique
  return { id, name, title, guarantees, attack, matrix, vector, barriers, controls, rationale }
}

type Described = Partial<PositionDetails> & {
  readonly isFoothold: boolean
  readonly id?: string
  readonly label?: string
}

function graphPosition({ key, kind, label, origin }: Position, details: Described): GraphPosition {
  return {
    id: key,
    kind,
    label,
    ...details,
    ...locationField(origin),
  }
}

function graphStep(step: Step, idOf: (key: string) => string): GraphStep {
  const { from, to, technique, how, evidence, barriers, closedBy, isDrift, assumes } = step
  return {
    from: idOf(from.key),
    to: idOf(to.key),
    ...(technique === undefined ? {} : { technique }),
    how,
    ...locationField(evidence[0]),
    barriers: barriers.map(graphStanding),
    ...(closedBy === undefined ? {} : { closedBy }),
    isDrift,
    ...questionField(assumes),
  }
}

function graphStanding(standing: StandingBarrier): GraphStanding {
  const { assumes } = standing
  return { barrier: barrierId(standing), ...questionField(assumes) }
}

/** As the depth of a route counts them: what is one instance in one domain falls once. */
function barrierId({ instance, domain }: Pick<StandingBarrier, 'instance' | 'domain'>): string {
  return `${instance} ${domain}`
}

function graphBarrier(id: string, standing: StandingBarrier): GraphBarrier {
  const { barrier, label, domain, isIntrinsic, evidence } = standing
  return {
    id,
    barrier,
    label,
    domain,
    isIntrinsic,
    ...locationField(evidence[0]),
  }
}

function underminingsOf(
  undermined: ReadonlyMap<string, readonly string[]>,
  instances: ReadonlyMap<string, StandingBarrier>,
  idOf: (key: string) => string,
): readonly GraphUndermining[] {
  const byInstance = Map.groupBy(instances.values(), ({ instance }) => instance)
  return [...undermined].flatMap(([key, names]) => {
    const fallen = [...new Set(names)].flatMap((name) => byInstance.get(name) ?? [])
    return fallen.length === 0 ? [] : [{ position: idOf(key), barriers: fallen.map(barrierId) }]
  })
}
