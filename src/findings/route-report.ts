import type { AnyTechnique } from '../breach/any-technique.ts'
import type { StandingBarrier } from '../breach/steps/barrier.ts'
import type { Step } from '../breach/steps/step.ts'
import type { Foothold, Measure } from '../breach/measure.ts'
import { workloadLabel } from '../breach/steps/position.ts'
import type { Route, UnderminedBarrier } from '../breach/routes.ts'
import type { BreachVerdict } from '../breach/steps/verdict.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import type { Strand } from '../knowledge/required-depths.ts'
import type { Location, Origin } from '../model/origin.ts'
import type { MissingOn } from './missing-barriers.ts'
import { reportBounds, type ReportedBounds } from './reported-depth.ts'
import { locationField, questionField } from './reported-evidence.ts'

export interface RouteReport {
  /** `R1`, see `routeId`. */
  readonly id: string
  readonly strand: Strand
  /** What is reached. */
  readonly goal: string
  /** The first foothold, by name. */
  readonly from: string
  /** How many footholds have a route of this shape, the first among them. */
  readonly footholds: number
  /** The tenants of these footholds. */
  readonly tenants: readonly string[]
  readonly isDrift: boolean
  readonly verdict: BreachVerdict
  readonly required: number
  readonly depth: ReportedBounds
  /** Failure domains that have to fail at worst. */
  readonly domains: readonly string[]
  /** How many of them nobody set up: they hold as long as no flaw is known. */
  readonly intrinsic: number
  /** Single barriers on the way: several of one domain fall together. */
  readonly barrierCount: number
  readonly steps: readonly StepReport[]
  readonly undermined: readonly UnderminedReport[]
}

export interface StepReport {
  /** Unset where one position simply holds the next. */
  readonly technique?: { readonly id: string; readonly name: string; readonly title: string }
  readonly from: string
  readonly to: string
  readonly how: string
  readonly location?: Location
  readonly barriers: readonly BarrierReport[]
  /** Barriers that could stand here and surely do not. */
  readonly missing: readonly { readonly barrier: Barrier; readonly title: string }[]
  /** Names of the controls that demand this step closed or barred. */
  readonly controls: readonly string[]
  /** What nobody knows and is taken for bad here. */
  readonly assumes?: string
}

export interface BarrierReport {
  readonly barrier: Barrier
  readonly label: string
  readonly domain: string
  readonly isIntrinsic: boolean
  /** `unknown`: it counts at best only. */
  readonly state: 'standing' | 'unknown'
  readonly location?: Location
  readonly assumes?: string
}

/** A barrier that the attacker takes away on his way. */
export interface UnderminedReport {
  readonly label: string
  readonly by: string
  /** The side route to where he takes it away, from where it leaves the route; none where the route itself leads there. */
  readonly steps: readonly StepReport[]
}

export interface Told {
  readonly techniques: ReadonlyMap<string, AnyTechnique>
  readonly missingOn: MissingOn
}

/** In the order of the report: no name across scans. */
export function routeId(index: number): string {
  return `R${index + 1}`
}

export function reportRoute(route: Route, id: string, told: Told): RouteReport {
  const { measure, steps, domains, depth, footholds, isDrift, verdict, required } = route
  const taken = [...steps, ...route.undermined.flatMap((each) => sideSteps(each, steps))]
  const counted = taken.flatMap(({ barriers: standing }) => standing)
  const intrinsic = new Set(counted.filter((each) => each.isIntrinsic).map(({ domain }) => domain))
  return {
    id,
    strand: measure.goal.strand,
    goal: goalText(measure),
    from: footholdName(measure.foothold),
    footholds: footholds.reduce((sum, { alike }) => sum + alike, 0),
    tenants: [...new Set(footholds.map(({ tenant }) => tenant))],
    isDrift,
    verdict,
    required,
    depth: reportBounds(depth),
    domains,
    intrinsic: domains.filter((domain) => intrinsic.has(domain)).length,
    barrierCount: new Set(counted.map(({ instance }) => instance)).size,
    steps: steps.map((step, index) => reportStep(step, told, steps[index - 1])),
    undermined: route.undermined.map((each) => ({
      label: each.barrier.label,
      by: each.by.label,
      steps: sideSteps(each, steps).map((step) => reportStep(step, told)),
    })),
  }
}

/** What of a way to an underminer lies beside the route. */
function sideSteps({ steps }: UnderminedBarrier, route: readonly Step[]): readonly Step[] {
  const leaves = steps.findIndex((step, index) => step !== route[index])
  return leaves === -1 ? [] : steps.slice(leaves)
}

export function footholdName({ container }: Foothold): string {
  return `${workloadLabel(container.pod)}/${container.name}`
}

function reportStep(step: Step, { techniques, missingOn: missingOf }: Told, before?: Step): StepReport {
  const technique = step.technique === undefined ? undefined : techniques.get(step.technique)
  const place = placeOf(step, before)
  const missing = technique === undefined ? [] : missingOf(step, technique)
  return {
    ...(technique === undefined
      ? {}
      : { technique: { id: technique.id, name: technique.name, title: technique.title } }),
    from: step.from.label,
    to: step.to.label,
    how: step.how,
    ...locationField(place),
    barriers: step.barriers.map(reportBarrier),
    missing: missing.map((barrier) => ({ barrier, title: barriers[barrier].title })),
    controls: technique?.controls ?? [],
    ...questionField(step.assumes),
  }
}

/** What a step hangs on; where that is something that nobody stated, what should have stated it: the container, the pod. */
function placeOf({ technique, evidence, from }: Step, before: Step | undefined): Origin | undefined {
  const [first] = evidence
  if (first !== undefined || technique === undefined) return first
  return from.origin ?? (from.kind === 'network' ? before?.from.origin : undefined)
}

function reportBarrier({
  barrier,
  label,
  domain,
  isIntrinsic,
  evidence,
  assumes,
}: StandingBarrier): BarrierReport {
  return {
    barrier,
    label,
    domain,
    isIntrinsic,
    state: assumes === undefined ? 'standing' : 'unknown',
    ...locationField(evidence[0]),
    ...questionField(assumes),
  }
}

export function goalText({ goal, tag }: Measure): string {
  // Which replicas are meant follows from where the route starts.
  return tag === undefined || goal.concerns !== undefined ? goal.title : `${goal.title}: ${tag}`
}
