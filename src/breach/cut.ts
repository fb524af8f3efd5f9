import type { Requirements } from '../knowledge/required-depths.ts'
import { judgeMeasure } from './judge.ts'
import type { Change, Changes } from './change.ts'
import { type Goal, pooledGoals, replicaGoals, requiredFor } from './goal.ts'
import { type Demand, findCut } from './cut/find-cut.ts'
import {
  type Aimed,
  type Depths,
  type Foothold,
  type Measure,
  type MeasureContext,
  measureAll,
  prepare,
  weakestOf,
} from './measure.ts'
import type { Route } from './routes.ts'
import type { Terrain } from './terrain.ts'
import { judgeDepth } from './verdict.ts'

/** The cheapest set of changes that lifts every guarantee to its required depth, and what each change does by itself. */
export interface Cut {
  readonly changes: readonly RankedChange[]
  readonly cost: number
  /** No set of changes that does the same costs less. */
  readonly lowerBound: number
  readonly isExact: boolean
  /** What no change at hand lifts. */
  readonly unmet: readonly Measure[]
  /** Every change by the routes on which it bears, most first. */
  readonly ranked: readonly RankedChange[]
}

export interface RankedChange {
  readonly change: Change
  /** Routes on which it bears, by position among all. */
  readonly routes: readonly number[]
}

export interface CutQuestion {
  readonly changes: Changes
  readonly footholds: readonly Foothold[]
  readonly required: Requirements
  readonly routes: readonly Route[]
}

export function cutBreaches(question: CutQuestion): Cut {
  const { changes, routes } = question
  const unmet = new Map<string, Measure>()
  const found = findCut({
    costs: changes.all.map(({ cost }) => cost),
    demandsOf: (selected) => demandsOf(selected, question, unmet),
    mostRounds: roundsFor(changes.make(new Set()).map.steps.length),
  })
  const ranked = rank(changes, routes)
  return {
    changes: ranked.filter(({ change }) => found.selected.has(changes.all.indexOf(change))),
    cost: found.cost,
    lowerBound: found.lowerBound,
    isExact: found.isExact,
    unmet: [...unmet.values()],
    ranked,
  }
}

const most = { rounds: 60, steps: 1_500_000 }

/** On a large map each question takes long: the work as a whole is bounded. */
function roundsFor(stepCount: number): number {
  return Math.max(2, Math.min(most.rounds, Math.floor(most.steps / Math.max(1, stepCount))))
}

/**
 * What is still wanted once some changes are made: of every route that falls short, at least one change that bears on
 * it. Routes on which none bears are noted as unmet, once for each goal.
 */
function demandsOf(
  selected: ReadonlySet<number>,
  { changes, footholds, required }: CutQuestion,
  unmet: Map<string, Measure>,
): readonly Demand[] {
  const { map, terrain, decided, bearingOn } = changes.make(selected)
  const read = (includesDrift: boolean): Depths =>
    prepare(map, terrain, {
      unknowns: 'worst',
      includesDrift,
      decided,
      // Whether a depth is less than required is all that is asked.
      enough: (goal) => Math.max(0, mostRequired(goal, required, terrain) - 1),
    })
  const [asIs, drift] = [read(false), read(true)]
  const readings = { worst: asIs, best: asIs, worstDrift: drift, bestDrift: drift }
  // What other changes left wanting may be met by these.
  unmet.clear()
  const demands = new Map<string, Demand>()
  const visit: MeasureContext['visit'] = (measure, { worst, worstDrift }) => {
    if (judgeMeasure(measure) === 'holds') return
    const isDrift = judgeDepth(measure.asIs, measure.required.asIs) === 'holds'
    const bearing = bearingOnRoute(measure, isDrift ? worstDrift : worst, bearingOn).filter(
      (index) => !selected.has(index),
    )
    if (bearing.length === 0) unmet.set(`${measure.goal.id} ${measure.tag ?? ''}`, measure)
    else demands.set(bearing.join(' '), { changes: bearing, needed: 1 })
  }
  measureAll(weakestOf(footholds), readings, { required, among: pooledGoals, visit })
  measureAll(footholds, readings, { required, among: replicaGoals, visit })
  return [...demands.values()]
}

function mostRequired(goal: Goal, required: Requirements, { tenants }: Terrain): number {
  return Math.max(...tenants.names.map((tenant) => requiredFor(goal, required.of(tenant))))
}

/** The changes that bear on the weakest route of a measure. */
function bearingOnRoute(
  { foothold }: Measure,
  { witness, view }: Aimed,
  bearingOn: Changes['bearingOn'],
): readonly number[] {
  const proof = witness(foothold)
  const steps = (proof?.route ?? []).flatMap((edge) => view.stepOf(edge) ?? [])
  const counted = new Set((proof?.failed ?? []).flatMap((domain) => view.domains[domain] ?? []))
  return [...new Set(steps.flatMap((step) => bearingOn(step, counted)))].sort((a, b) => a - b)
}

function rank(changes: Changes, routes: readonly Route[]): readonly RankedChange[] {
  const byChange = changes.all.map((change, index) => ({
    change,
    routes: routes.flatMap(({ steps, domains }, position) =>
      steps.some((step) => changes.bearingOn(step, new Set(domains)).includes(index)) ? [position] : [],
    ),
  }))
  return byChange
    .filter(({ routes: closed }) => closed.length > 0)
    .sort((a, b) => b.routes.length - a.routes.length || a.change.cost - b.change.cost)
}
