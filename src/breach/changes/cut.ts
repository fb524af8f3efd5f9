import type { Change, Changes } from './change.ts'
import { findCut } from '../cut/find-cut.ts'
import type { Measure } from '../measure.ts'
import type { Route } from '../routes.ts'
import { type WantQuestion, wantsOf } from './wants.ts'

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

export interface CutQuestion extends WantQuestion {
  readonly routes: readonly Route[]
}

export function cutBreaches(question: CutQuestion): Cut {
  const { changes, routes } = question
  const wants = wantsOf(question)
  let unmet: readonly Measure[] = []
  const found = findCut({
    costs: changes.all.map(({ cost }) => cost),
    demandsOf: (selected) => {
      const wanted = wants(selected)
      unmet = wanted.unmet
      return wanted.demands
    },
    mostRounds: roundsFor(changes.make(new Set()).map.steps.length),
  })
  const ranked = rank(changes, routes)
  return {
    changes: ranked.filter(({ change }) => found.selected.has(changes.all.indexOf(change))),
    cost: found.cost,
    lowerBound: found.lowerBound,
    isExact: found.isExact,
    unmet,
    ranked,
  }
}

const most = { rounds: 60, steps: 1_500_000 }

/** On a large map each question takes long: the work as a whole is bounded. */
function roundsFor(stepCount: number): number {
  return Math.max(2, Math.min(most.rounds, Math.floor(most.steps / Math.max(1, stepCount))))
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
