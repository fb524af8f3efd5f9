import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Assessment } from '../breach/assess.ts'
import { judgeStrands, type StrandVerdict } from '../breach/judge.ts'
import type { StandingBarrier } from '../breach/barrier.ts'
import type { Cut, RankedChange } from '../breach/cut.ts'
import type { Step } from '../breach/map.ts'
import type { Foothold, Measure } from '../breach/measure.ts'
import { workloadLabel } from '../breach/position.ts'
import type { Route } from '../breach/routes.ts'
import { type BreachVerdict, type Depth, type DepthBounds, mostDepth } from '../breach/verdict.ts'
import type { Exception } from '../config/requirements.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import type { Guarantee } from '../knowledge/guarantees.ts'
import { type FactName, type Facts, platformFacts } from '../knowledge/platform-facts.ts'
import {
  type DepthName,
  guaranteeOf,
  type RequiredDepths,
  type Requirements,
  sameForAll,
  type Strand,
} from '../knowledge/required-depths.ts'
import { type BreachGraph, graphBreaches } from './breach-graph.ts'
import type { DefenceRow } from './defence.ts'
import { locate, type Location } from '../model/origin.ts'
import { type FactReport, reportFacts } from './fact-report.ts'
import { type MissingOn, missingOn } from './missing-barriers.ts'
import { reportBounds, type ReportedBounds } from './reported-depth.ts'

/** How many independent things stand between hostile code and everything else, as reports tell it. */
export interface BreachReport {
  /** What has to stand before each guarantee holds. */
  readonly required: RequiredDepths
  /** What somebody stated instead of what is usual, for all tenants or for some. */
  readonly stated: readonly StatedDepthReport[]
  readonly tenants: readonly string[]
  readonly strands: readonly StrandReport[]
  /** Every container in which arbitrary code is assumed to run, in the order of their sources. */
  readonly footholds: readonly FootholdReport[]
  /** What falls short, weakest first. */
  readonly routes: readonly RouteReport[]
  /** What no manifest tells: what the owner claims, and what nobody said. */
  readonly facts: readonly FactReport[]
  /** What to change; absent where nothing falls short. */
  readonly cut?: CutReport
  /** How well each tenant is defended, layer by layer. */
  readonly defence: readonly DefenceRow[]
  /** Everything that an attacker may do; only where a format asked for it. No part of the JSON report. */
  readonly graph?: BreachGraph
}

/** A depth that `bulkhead.yaml` asks for instead of the usual one: less is a risk that somebody accepted. */
export interface StatedDepthReport {
  /** A tenant, or several by `*`; unset where it is asked of all. */
  readonly tenant?: string
  readonly depth: DepthName
  readonly required: number
  /** What is asked without it. */
  readonly usual: number
  /** `expired`: its last day is over, or nobody said which day it is; what is usual is asked. */
  readonly state: 'accepted' | 'raised' | 'expired'
  readonly owner?: string
  readonly until?: string
  readonly reason?: string
}

/** `none`: no way, however much fails. */
export type ReportedDepth = number | '> 4' | 'none'

export interface ReportedBounds {
  /** Where everything unknown is as bad as can be. */
  readonly lower: ReportedDepth
  /** Where everything unknown is well. */
  readonly upper: ReportedDepth
}

/** A guarantee, or one of the two strands of isolation. */
export interface StrandReport {
  readonly strand: Strand
  readonly guarantee: Guarantee
  /** There is no other tenant to be kept apart from: the verdict says nothing. */
  readonly isVacuous: boolean
  readonly verdict: BreachVerdict
  readonly required: number
  readonly asIs: ReportedBounds
  /** With one wrong field of tomorrow counted in. */
  readonly drift: ReportedBounds
}

export interface FootholdReport {
  /** `acme/llm/server`. */
  readonly name: string
  readonly tenant: string
  /** How many containers it stands for, itself among them: those of pods that are alike. Absent where it is one. */
  readonly alike?: number
  readonly location: Location
  readonly strands: readonly Omit<StrandReport, 'guarantee'>[]
}

export interface RouteReport {
  /** `R1`, in the order of the report: no name across scans. */
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
}

export interface FactReport {
  readonly fact: FactName
  readonly question: string
  readonly value?: string
  /** Where the value comes from: the owner's word, or the input. */
  readonly source?: 'claimed' | 'read'
  readonly meaning?: string
  /** Of a claim: who stands for it, if anybody does. */
  readonly owner?: string
  readonly date?: string
  readonly tell: string
  /** Where nobody stated it: what it would change if everything else unknown were well. */
  readonly effects: readonly {
    readonly strand: Strand
    readonly ifGood: ReportedDepth
    readonly ifBad: ReportedDepth
  }[]
}

/** The cheapest changes that lift every guarantee to what is required. */
export interface CutReport {
  readonly changes: readonly ChangeReport[]
  readonly cost: number
  /** No set of changes that does the same costs less. */
  readonly lowerBound: number
  readonly isExact: boolean
  /** What no change at hand lifts, by its title. */
  readonly unmet: readonly string[]
  /** Every change by the routes on which it bears, most first. */
  readonly ranked: readonly ChangeReport[]
}

export interface ChangeReport {
  /** Name of a control or of a fact. */
  readonly name: string
  readonly kind: 'control' | 'fact'
  readonly title: string
  /** Effort: 1 an edit that changes no behaviour, 2 one that may, 3 a change of the platform. */
  readonly cost: number
  /** Ids of the routes on which it bears. */
  readonly routes: readonly string[]
}

export interface BreachContext {
  readonly techniques: readonly AnyTechnique[]
  readonly facts: Facts
  readonly requirements: Requirements
  /** Depths that somebody stated. */
  readonly exceptions: readonly Exception[]
  readonly defence: readonly DefenceRow[]
  readonly includesGraph: boolean
}

export function reportBreaches(assessment: Assessment, context: BreachContext): BreachReport {
  const techniques = new Map(context.techniques.map((each) => [each.id, each] as const))
  const told = { techniques, missingOn: missingOn(assessment.terrain) }
  const byFoothold = Map.groupBy(assessment.measures, ({ foothold }) => foothold)
  return {
    required: context.requirements.all,
    stated: context.exceptions.map(reportException),
    tenants: assessment.terrain.tenants.names,
    strands: assessment.strands.map(reportStrand),
    footholds: assessment.footholds.map((foothold) =>
      reportFoothold(foothold, byFoothold.get(foothold) ?? [], context.requirements),
    ),
    routes: assessment.routes.map((route, index) => reportRoute(route, `R${index + 1}`, techniques)),
    facts: reportFacts(assessment, context.facts),
    defence: context.defence,
    ...(assessment.cut === undefined ? {} : { cut: reportCut(assessment.cut) }),
    ...(context.includesGraph ? { graph: graphBreaches(assessment, context.techniques) } : {}),
  }
}

function reportException({
  tenant,
  depth,
  value,
  usual,
  isOver,
  owner,
  until,
  reason,
}: Exception): StatedDepthReport {
  const holding = value < usual ? 'accepted' : 'raised'
  return {
    ...(tenant === undefined ? {} : { tenant }),
    depth,
    required: value,
    usual,
    state: isOver ? 'expired' : holding,
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  }
}

function reportStrand(
  { strand, verdict, required, asIs, drift }: StrandVerdict,
  tenants: readonly string[],
): StrandReport {
  const guarantee = guaranteeOf[strand]
  return {
    ...rest,
    guarantee: guaranteeOf[rest.strand],
    asIs: reportBounds(asIs),
    drift: reportBounds(drift),
  }
}

function reportFoothold(
  { container, tenant, alike }: Foothold,
  measures: readonly Measure[],
  requirements: Requirements,
): FootholdReport {
  return {
    name: `${workloadLabel(container.pod)}/${container.name}`,
    tenant,
    ...(alike === 1 ? {} : { alike }),
    location: locate(container.origin),
    strands: judgeStrands(measures, sameForAll(requirements.of(tenant))).map(
      ({ asIs, drift, ...judged }) => ({
        ...judged,
        asIs: reportBounds(asIs),
        drift: reportBounds(drift),
      }),
    ),
  }
}

interface Told {
  readonly techniques: ReadonlyMap<string, AnyTechnique>
  readonly missingOn: MissingOn
}

function reportRoute(route: Route, id: string, told: Told): RouteReport {
  const { measure, steps, domains, depth, footholds, isDrift, verdict, required } = route
  const counted = steps.flatMap(({ barriers: standing }) => standing)
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
    steps: steps.map((step) => reportStep(step, told)),
    undermined: route.undermined.map(({ barrier, by }) => ({ label: barrier.label, by: by.label })),
  }
}

function footholdName({ container }: Foothold): string {
  return `${workloadLabel(container.pod)}/${container.name}`
}

function reportStep(step: Step, { techniques, missingOn: missingOf }: Told): StepReport {
  const technique = step.technique === undefined ? undefined : techniques.get(step.technique)
  const [first] = step.evidence
  const missing = technique === undefined ? [] : missingOf(step, technique)
  return {
    ...(technique === undefined
      ? {}
      : { technique: { id: technique.id, name: technique.name, title: technique.title } }),
    from: step.from.label,
    to: step.to.label,
    how: step.how,
    ...(first === undefined ? {} : { location: locate(first) }),
    barriers: step.barriers.map(reportBarrier),
    missing: missing.map((barrier) => ({ barrier, title: barriers[barrier].title })),
    controls: technique?.controls ?? [],
    ...(step.assumes === undefined ? {} : { assumes: step.assumes.question }),
  }
}

function reportBarrier({
  barrier,
  label,
  domain,
  isIntrinsic,
  evidence,
  assumes,
}: StandingBarrier): BarrierReport {
  const [first] = evidence
  return {
    barrier,
    label,
    domain,
    isIntrinsic,
    state: assumes === undefined ? 'standing' : 'unknown',
    ...(first === undefined ? {} : { location: locate(first) }),
    ...(assumes === undefined ? {} : { assumes: assumes.question }),
  }
}

function reportCut({ changes, cost, lowerBound, isExact, unmet, ranked }: Cut): CutReport {
  return {
    changes: changes.map(reportChange),
    cost,
    lowerBound,
    isExact,
    unmet: unmet.map(goalText),
    ranked: ranked.map(reportChange),
  }
}

function reportChange({ change, routes }: RankedChange): ChangeReport {
  return { ...change, routes: routes.map((position) => `R${position + 1}`) }
}

function goalText({ goal, tag }: Measure): string {
  return tag === undefined ? goal.title : `${goal.title}: ${tag}`
}

/** What is claimed, what was read, then what is unknown: what would change most first. */
function reportFacts({ unknownFacts, terrain }: Assessment, claims: Facts): readonly FactReport[] {
  const claimed = namesOf(claims).filter((fact) => terrain.read[fact] === undefined)
  return [
    ...claimed.flatMap((fact) => reportTold(fact, claims, 'claimed')),
    ...namesOf(terrain.read).flatMap((fact) => reportTold(fact, terrain.read, 'read', claims[fact]?.value)),
    ...unknownFacts.map(reportUnknown).sort((a, b) => b.effects.length - a.effects.length),
  ]
}

function namesOf(facts: Facts): readonly FactName[] {
  return (Object.keys(facts) as FactName[]).sort()
}

/** @param idleClaim what the owner claims and the input shows to be otherwise */
function reportTold(
  fact: FactName,
  told: Facts,
  source: FactReport['source'] & string,
  idleClaim?: string,
): readonly FactReport[] {
  const known = told[fact]
  if (known === undefined) return []
  const { question, tell, values } = platformFacts[fact]
  const meaning = values[known.value] ?? ''
  const idle =
    idleClaim === undefined || idleClaim === known.value ? '' : `; the claim '${idleClaim}' does not count`
  return [{ fact, question, tell, source, ...known, meaning: `${meaning}${idle}`, effects: [] }]
}

function reportUnknown({ fact, strands: effects }: FactEffect): FactReport {
  const { question, tell } = platformFacts[fact]
  return {
    fact,
    question,
    tell,
    effects: effects.map(({ strand, ifGood, ifBad }) => ({
      strand,
      ifGood: reportDepth(ifGood),
      ifBad: reportDepth(ifBad),
    })),
  }
}

function reportBounds({ lower, upper }: DepthBounds): ReportedBounds {
  return { lower: reportDepth(lower), upper: reportDepth(upper) }
}

function reportDepth(depth: Depth): ReportedDepth {
  if (depth === Infinity) return 'none'
  return depth > mostDepth ? '> 4' : depth
}
