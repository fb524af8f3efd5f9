import { strands } from '../knowledge/required-depths.ts'
import type { StandingBarrier } from './steps/barrier.ts'
import type { Witness } from './depth/graph.ts'
import type { Step } from './steps/step.ts'
import {
  type Aimed,
  type AimedAll,
  type Foothold,
  type Measure,
  type MeasureContext,
  measureAll,
  type Readings,
} from './measure.ts'
import type { Position } from './steps/position.ts'
import {
  type BreachVerdict,
  breachVerdicts,
  type Depth,
  type DepthBounds,
  judgeDepth,
} from './steps/verdict.ts'
import type { View } from './map/view.ts'

/** A way from a foothold to something that would be lost, with all that still has to fail on it. */
export interface Route {
  readonly measure: Measure
  /** Whether it is there today, or a wrong field of tomorrow opens it. */
  readonly isDrift: boolean
  readonly depth: DepthBounds
  readonly required: number
  readonly verdict: BreachVerdict
  readonly steps: readonly Step[]
  /** Failure domains that have to fail, by name. */
  readonly domains: readonly string[]
  /** Barriers that the attacker takes away on the route itself: with what, and how he gets there. */
  readonly undermined: readonly UnderminedBarrier[]
  /** Footholds from which the same steps lead there, the first among them. */
  readonly footholds: readonly Foothold[]
}

export interface UnderminedBarrier {
  readonly barrier: StandingBarrier
  readonly by: Position
  readonly steps: readonly Step[]
}

export interface MeasuredRoutes {
  readonly measures: readonly Measure[]
  /** The routes that keep a guarantee from holding, weakest first; footholds with the same steps share one. */
  readonly routes: readonly Route[]
}

/** How far everything is, and the way wherever that is not far enough. */
export function measureRoutes(
  footholds: readonly Foothold[],
  readings: Readings,
  context: MeasureContext,
): MeasuredRoutes {
  const routes = new Map<string, Route & { readonly footholds: Foothold[] }>()
  const visit: MeasureContext['visit'] = (measure, aimed) => {
    for (const isDrift of [false, true]) {
      const route = routeOf(measure, isDrift, aimed)
      if (route === undefined) continue
      const key = shapeOf(route)
      const known = routes.get(key)
      if (known === undefined) routes.set(key, { ...route, footholds: [measure.foothold] })
      else known.footholds.push(measure.foothold)
    }
  }
  const measures = measureAll(footholds, readings, { ...context, visit })
  return { measures, routes: [...routes.values()].sort(compareRoutes) }
}

/** A route is shown where it falls short: as things are, or only with tomorrow's mistakes. */
function routeOf(measure: Measure, isDrift: boolean, aimed: AimedAll): Omit<Route, 'footholds'> | undefined {
  const depth = isDrift ? measure.drift : measure.asIs
  const required = isDrift ? measure.required.drift : measure.required.asIs
  const verdict = judgeDepth(depth, required)
  if (verdict === 'holds') return undefined
  if (
    isDrift &&
    measure.drift.lower >= measure.asIs.lower &&
    judgeDepth(measure.asIs, measure.required.asIs) !== 'holds'
  )
    return undefined
  const { witness, view } = readingOf(depth, isDrift, aimed)
  const proof = witness(measure.foothold)
  if (proof === undefined) return undefined
  return { measure, isDrift, depth, required, verdict, ...describe(proof, view) }
}

/** Where nothing unknown changes the depth, the route is one that is surely there. */
function readingOf({ lower, upper }: DepthBounds, isDrift: boolean, aimed: AimedAll): Aimed {
  const { worst, best, worstDrift, bestDrift } = aimed
  if (lower === upper) return isDrift ? bestDrift : best
  return isDrift ? worstDrift : worst
}

function describe(witness: Witness, view: View): Pick<Route, 'steps' | 'domains' | 'undermined'> {
  const stepsOf = (edges: readonly number[]): readonly Step[] =>
    edges.flatMap((edge) => view.stepOf(edge) ?? [])
  return {
    steps: stepsOf(witness.route),
    domains: witness.failed.flatMap((domain) => view.domains[domain] ?? []),
    undermined: witness.undermined.flatMap(({ barrier, position, path }) => {
      const standing = view.barriers[barrier]
      const by = view.positionAt(position)
      return standing === undefined || by === undefined
        ? []
        : [{ barrier: standing, by, steps: stepsOf(path) }]
    }),
  }
}

/** Alike where the same techniques lead to the same goal and the same has to fail. */
function shapeOf({ measure, isDrift, steps, domains, depth }: Omit<Route, 'footholds'>): string {
  return JSON.stringify([
    measure.goal.title,
    measure.goal.concerns === undefined ? (measure.tag ?? '') : '',
    isDrift,
    depth.lower,
    depth.upper,
    steps.map(({ technique, to }) => [technique ?? '', to.kind]),
    domains.map((domain) => domain.replace(/:.*/, '')),
  ])
}

function compareRoutes(a: Route, b: Route): number {
  return (
    rank(a.verdict) - rank(b.verdict) ||
    Number(a.isDrift) - Number(b.isDrift) ||
    strands.indexOf(a.measure.goal.strand) - strands.indexOf(b.measure.goal.strand) ||
    compareDepths(a.depth.lower, b.depth.lower) ||
    compareDepths(a.depth.upper, b.depth.upper) ||
    b.footholds.length - a.footholds.length
  )
}

function rank(verdict: BreachVerdict): number {
  return breachVerdicts.indexOf(verdict)
}

/** Infinity minus itself is no number. */
function compareDepths(a: Depth, b: Depth): number {
  return a === b ? 0 : a - b
}
