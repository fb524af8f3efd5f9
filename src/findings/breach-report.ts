import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Assessment } from '../breach/assessment.ts'
import { type JudgeContext, judgeStrands, type StrandVerdict } from '../breach/judge.ts'
import type { Cut, RankedChange } from '../breach/changes/cut.ts'
import type { Foothold, Measure } from '../breach/measure.ts'
import { workloadLabel } from '../breach/steps/position.ts'
import type { Replicated } from '../breach/nodes/replicas.ts'
import type { BreachVerdict } from '../breach/steps/verdict.ts'
import type { Exception } from '../config/requirements.ts'
import { compareText } from '../kernel/text.ts'
import type { Guarantee } from '../knowledge/guarantees.ts'
import type { Facts } from '../knowledge/platform-facts.ts'
import {
  type DepthName,
  guaranteeOf,
  type RequiredDepths,
  type Requirements,
  sameForAll,
  type Strand,
} from '../knowledge/required-depths.ts'
import { locate, type Location } from '../model/origin.ts'
import { type BreachGraph, graphBreaches } from './breach-graph.ts'
import type { DefenceRow } from './defence.ts'
import type { KnownFacts } from '../breach/known-facts.ts'
import { type FactReport, reportFacts } from './fact-report.ts'
import { missingOn } from './missing-barriers.ts'
import { reportBounds, type ReportedBounds } from './reported-depth.ts'
import { footholdName, goalText, reportRoute, routeId, type RouteReport } from './route-report.ts'

export type { FactReport } from './fact-report.ts'
export type { ReportedBounds, ReportedDepth } from './reported-depth.ts'
export type { BarrierReport, RouteReport, StepReport } from './route-report.ts'

/** How many independent things stand between hostile code and everything else, as reports tell it. */
export interface BreachReport {
  /** What has to stand before each guarantee holds. */
  readonly required: RequiredDepths
  /** What somebody stated instead of what is usual, for all tenants or for some. */
  readonly stated: readonly StatedDepthReport[]
  readonly tenants: readonly string[]
  /** Workloads of several pods: those whose pods are kept apart from each other, and those of which nobody asked it. */
  readonly replicas: ReplicaReport
  readonly strands: readonly StrandReport[]
  /** Every container in which arbitrary code is assumed to run, in the order of their names. */
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

export interface ReplicaReport {
  readonly judged: readonly string[]
  readonly unjudged: readonly string[]
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
  readonly declared: KnownFacts
  readonly requirements: Requirements
  /** Depths that somebody stated. */
  readonly exceptions: readonly Exception[]
  readonly replicas: Readonly<Record<keyof ReplicaReport, readonly Replicated[]>>
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
    replicas: { judged: namesOf(context.replicas.judged), unjudged: namesOf(context.replicas.unjudged) },
    strands: assessment.strands.map(reportStrand),
    footholds: assessment.footholds.map((foothold) =>
      reportFoothold(foothold, byFoothold.get(foothold) ?? [], {
        required: sameForAll(context.requirements.of(foothold.tenant)),
        terrain: assessment.terrain,
      }),
    ),
    routes: assessment.routes.map((route, index) => reportRoute(route, routeId(index), told)),
    facts: reportFacts(assessment, context.facts, context.declared),
    defence: context.defence,
    ...(assessment.cut === undefined ? {} : { cut: reportCut(assessment.cut) }),
    ...(context.includesGraph ? { graph: graphBreaches(assessment, context.techniques) } : {}),
  }
}

function reportException(exception: Exception): StatedDepthReport {
  const { value, usual, isOver, owner, until, reason, tenant, depth } = exception
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

function namesOf(workloads: readonly Replicated[]): readonly string[] {
  return workloads.map(({ pod }) => workloadLabel(pod)).sort(compareText)
}

function reportStrand({ asIs, drift, ...rest }: StrandVerdict): StrandReport {
  return {
    ...rest,
    guarantee: guaranteeOf[rest.strand],
    asIs: reportBounds(asIs),
    drift: reportBounds(drift),
  }
}

function reportFoothold(
  foothold: Foothold,
  measures: readonly Measure[],
  judging: JudgeContext,
): FootholdReport {
  const { container, tenant, alike } = foothold
  return {
    name: footholdName(foothold),
    tenant,
    ...(alike === 1 ? {} : { alike }),
    location: locate(container.origin),
    strands: judgeStrands(measures, judging).map(({ asIs, drift, ...judged }) => ({
      ...judged,
      asIs: reportBounds(asIs),
      drift: reportBounds(drift),
    })),
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
  return { ...change, routes: routes.map(routeId) }
}
