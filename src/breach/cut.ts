import type { RequiredDepths } from '../knowledge/required-depths.ts'
import type { Change, Changes } from './change.ts'
import { judgeMeasure } from './assess.ts'
import { type Foothold, type Measure, measureAll, prepare, type Readings, witnessIn } from './measure.ts'
import type { Route } from './routes.ts'
import type { Terrain } from './terrain.ts'
import { judgeDepth } from './verdict.ts'

/** The cheapest set of changes that lifts every guarantee to its required depth, and which do most by themselves. */
export interface Cut {
  readonly changes: readonly CutChange[]
  readonly cost: number
  /** No set of changes costs less. */
  readonly lowerBound: number
  readonly isExact: boolean
  /** Goals that no change at hand lifts, by title. */
  readonly unmet: readonly string[]
  /** Every change by the routes that it closes or bars, most first. */
  readonly ranked: readonly CutChange[]
}

export interface CutChange {
  readonly change: Change
  /** Routes of the report on which it bears, by position. */
  readonly routes: readonly number[]
}

export interface CutQuestion {
  readonly changes: Changes
  readonly terrain: Terrain
  readonly footholds: readonly Foothold[]
  readonly required: RequiredDepths
  readonly routes: readonly Route[]
}
