import type { Requirements } from '../../knowledge/required-depths.ts'
import type { Changed, Changes, Ground } from './change.ts'
import type { Demand } from '../cut/find-cut.ts'
import { type Goal, pooledGoals, replicaGoals, requiredFor } from '../goal.ts'
import { judgeMeasure } from '../judge.ts'
import {
  type Aim,
  type Aimed,
  type Depths,
  type Foothold,
  type Measure,
  type MeasureContext,
  measureAll,
  prepare,
  weakestOf,
} from '../measure.ts'
import type { Terrain } from '../terrain.ts'
import { judgeDepth } from '../steps/verdict.ts'

export interface WantQuestion {
  readonly changes: Changes
  readonly footholds: readonly Foothold[]
  readonly required: Requirements
}

/** What is still wanted once some changes are made. */
export interface Wants {
  /** Of every route that falls short at least one change that bears on it. */
  readonly demands: readonly Demand[]
  /** What falls short by a route on which none bears, once for each goal. */
  readonly unmet: readonly Measure[]
}

/**
 * Answers for one set of changes after the other. No change lowers a depth, but where the platform is mapped anew: what
 * holds on a ground with nothing else made holds there whatever else is, and is not asked again.
 */
export function wantsOf(question: WantQuestion): (selected: ReadonlySet<number>) => Wants {
  const { changes } = question
  const known = new Map<Ground, ReadonlySet<string>>()
  return (selected) => {
    const made = changes.make(selected)
    const open = known.get(made.ground) ?? fallingShort(changes.make(changes.regrounding(selected)), question)
    known.set(made.ground, open)
    return wantsWith(made, { ...question, selected, open })
  }
}

/** The aims that fall short for somebody. */
function fallingShort(made: Changed, question: WantQuestion): ReadonlySet<string> {
  const open = new Set<string>()
  measureWeakest(made, question, {
    visit: (measure, _, aim) => {
      if (judgeMeasure(measure) !== 'holds') open.add(nameOf(aim))
    },
  })
  return open
}

function nameOf({ goal, tag = '' }: Aim): string {
  return `${goal.title} ${tag}`
}

interface Selected extends WantQuestion {
  readonly selected: ReadonlySet<number>
  readonly open: ReadonlySet<string>
}

function wantsWith(made: Changed, question: Selected): Wants {
  const demands = new Map<string, Demand>()
  const unmet = new Map<string, Measure>()
  measureWeakest(made, question, {
    skips: (aim) => !question.open.has(nameOf(aim)),
    visit: (measure, { worst, worstDrift }, aim) => {
      if (judgeMeasure(measure) === 'holds') return
      const isDrift = judgeDepth(measure.asIs, measure.required.asIs) === 'holds'
      const bearing = bearingOnRoute(measure, isDrift ? worstDrift : worst, made).filter(
        (index) => !question.selected.has(index),
      )
      if (bearing.length > 0) demands.set(bearing.join(' '), { changes: bearing, needed: 1 })
      else unmet.set(nameOf({ ...aim, tag: measure.tag ?? '' }), measure)
    },
  })
  return { demands: [...demands.values()], unmet: [...unmet.values()] }
}

/** Each tenant as a whole, and single containers only against the replicas of their own workload. */
function measureWeakest(
  { map, terrain, decided }: Changed,
  { footholds, required }: WantQuestion,
  how: Pick<MeasureContext, 'visit' | 'skips'>,
): void {
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
  measureAll(weakestOf(footholds), readings, { required, among: pooledGoals, ...how })
  measureAll(footholds, readings, { required, among: replicaGoals, ...how })
}

function mostRequired(goal: Goal, required: Requirements, { tenants }: Terrain): number {
  return Math.max(...tenants.names.map((tenant) => requiredFor(goal, required.of(tenant))))
}

/** The changes that bear on the weakest route of a measure. */
function bearingOnRoute(
  { foothold }: Measure,
  { witness, view }: Aimed,
  { bearingOn }: Changed,
): readonly number[] {
  const proof = witness(foothold)
  const steps = (proof?.route ?? []).flatMap((edge) => view.stepOf(edge) ?? [])
  const counted = new Set((proof?.failed ?? []).flatMap((domain) => view.domains[domain] ?? []))
  return [...new Set(steps.flatMap((step) => bearingOn(step, counted)))].sort((a, b) => a - b)
}
