import type { Requirements } from '../knowledge/required-depths.ts'
import type { Container } from '../model/pod.ts'
import type { Choice, Witness } from './depth/graph.ts'
import { remember } from './depth/once.ts'
import { type DepthSolver, prepareDepths } from './depth/solve.ts'
import { type End, type Goal, goals, requiredFor } from './goal.ts'
import type { BreachMap } from './map/map.ts'
import { codePosition, containerPosition, type Position } from './steps/position.ts'
import type { Terrain } from './terrain.ts'
import { type DepthBounds, mostDepth } from './steps/verdict.ts'
import { type Reading, type View, viewOf } from './map/view.ts'

/** One container in which arbitrary code is assumed to run. */
export interface Foothold {
  readonly container: Container
  readonly tenant: string
  /** Where its routes start. */
  readonly start: Position
  /** How many it stands for, itself among them: containers of pods that are alike are equally far from everything. */
  readonly alike: number
}

export function footholdsOf({ pods, tenants, alikeTo }: Terrain): readonly Foothold[] {
  return pods.flatMap((pod) => {
    const [tenant, alike] = [tenants.of(pod), alikeTo(pod)]
    if (tenant === undefined || alike === 0 || pod.replicaOf !== undefined) return []
    return pod.containers.map((container) => ({
      container,
      tenant,
      start: containerPosition(container),
      alike,
    }))
  })
}

/** One for each tenant: as good as the best of its containers, where only the weakest matters. */
export function weakestOf(footholds: readonly Foothold[]): readonly Foothold[] {
  const first = new Map<string, Foothold>()
  for (const foothold of footholds) if (!first.has(foothold.tenant)) first.set(foothold.tenant, foothold)
  return [...first.values()].map((foothold) => ({ ...foothold, start: codePosition(foothold.tenant) }))
}

/** How far one foothold is from one thing that would be lost. */
export interface Measure {
  readonly foothold: Foothold
  readonly goal: Goal
  /** Which of the goal's ends, where they are told apart: a pool, a resource. */
  readonly tag?: string
  readonly asIs: DepthBounds
  readonly drift: DepthBounds
  readonly required: { readonly asIs: number; readonly drift: number }
}

/** A goal, or one of its ends where they are told apart. */
export interface Aim {
  readonly goal: Goal
  readonly tag?: string
  readonly ends: readonly End[]
}

/** An aim under one reading: what it takes to get there. Keeps what it has worked out, so let go of it. */
export interface Aimed {
  readonly view: View
  readonly depth: (foothold: Foothold) => { readonly least: number; readonly most: number }
  /** The route behind a depth; nothing where none leads there within what is counted. */
  readonly witness: (foothold: Foothold) => Witness | undefined
}

/** Depths under one reading. */
export interface Depths {
  /** What there is to aim at: nothing for goals that the platform does not have. */
  readonly aims: (among: readonly Goal[]) => readonly Aim[]
  /** @param only the foothold that will be asked for, where it is but one */
  readonly at: (aim: Aim, only?: Foothold) => Aimed
}

/** Who asks only whether a guarantee holds need not know depths beyond what is `enough` for a goal. */
export function prepare(
  map: BreachMap,
  terrain: Terrain,
  { enough = () => mostDepth, ...reading }: Reading & { readonly enough?: (goal: Goal) => number },
): Depths {
  const view = viewOf(map, reading)
  const solver = prepareDepths(view.graph, { limit: mostDepth })
  return {
    aims: (among) => among.flatMap((goal) => aimsAt(goal, goal.ends(map, terrain))),
    at: (aim, only) => aimAt(aim, { view, solver, limit: enough(aim.goal), only }),
  }
}

function aimsAt(goal: Goal, ends: readonly End[]): readonly Aim[] {
  if (ends.length === 0) return []
  if (goal.kept !== Infinity) return [{ goal, ends }]
  return [...Map.groupBy(ends, ({ tag }) => tag)].map(([tag, own]) => ({ goal, tag, ends: own }))
}

const noWay = { least: Infinity, most: Infinity }

interface Prepared {
  readonly view: View
  readonly solver: DepthSolver
  readonly limit: number
  readonly only: Foothold | undefined
}

function aimAt({ goal, ends }: Aim, { view, solver, limit, only }: Prepared): Aimed {
  const tags = [...new Set(ends.map(({ tag }) => tag))]
  const numbers = new Map(tags.map((tag, index) => [tag, index] as const))
  const targets = ends.map(({ position, tag }) => ({
    position: view.positions.get(position.key) ?? 0,
    tag: numbers.get(tag) ?? 0,
  }))
  const start = only === undefined || goal.kept === 2 ? undefined : view.positions.get(only.start.key)
  const gateway = goal.gateway === undefined ? undefined : view.positions.get(goal.gateway.key)
  const answer = solver.answer({
    targets,
    kept: goal.kept === 2 ? 2 : 1,
    limit,
    ...(gateway === undefined ? {} : { gateway }),
    ...(start === undefined ? {} : { start }),
  })
  const choiceOf = ({ tenant }: Foothold): Choice => {
    const own = goal.kept === 2 ? numbers.get(tenant) : undefined
    return own === undefined ? { kind: 'any' } : { kind: 'except', tag: own }
  }
  return {
    view,
    depth: (foothold) => {
      const start = view.positions.get(foothold.start.key)
      return start === undefined ? noWay : answer.depth(start, choiceOf(foothold))
    },
    witness: (foothold) => {
      const start = view.positions.get(foothold.start.key)
      return start === undefined ? undefined : answer.witness(start, choiceOf(foothold))
    },
  }
}

/** The four readings that bound a verdict. */
export type Readings = Readonly<Record<ReadingName, Depths>>

export type ReadingName = 'worst' | 'best' | 'worstDrift' | 'bestDrift'

export function readAll(map: BreachMap, terrain: Terrain): Readings {
  const read = (unknowns: Reading['unknowns'], includesDrift: boolean): Depths =>
    prepare(map, terrain, { unknowns, includesDrift })
  return {
    worst: read('worst', false),
    best: read('best', false),
    worstDrift: read('worst', true),
    bestDrift: read('best', true),
  }
}

export interface MeasureContext {
  readonly required: Requirements
  /** All goals where nothing is said. */
  readonly among?: readonly Goal[]
  /** Sees each measure while its proofs are at hand. */
  readonly visit?: (measure: Measure, aimed: AimedAll, aim: Aim) => void
  /** Aims that need not be measured. */
  readonly skips?: (aim: Aim) => boolean
}

/** An aim under the four readings. */
export type AimedAll = Readonly<Record<ReadingName, Aimed>>

/**
 * Every foothold against every goal, foothold by foothold. They are visited aim by aim, so that what was worked out for
 * one can go before the next.
 */
export function measureAll(
  footholds: readonly Foothold[],
  readings: Readings,
  { required, among = goals, visit, skips }: MeasureContext,
): readonly Measure[] {
  const measures = footholds.map((): Measure[] => [])
  const aims = readings.worst.aims(among).filter((aim) => skips?.(aim) !== true)
  for (const aim of aims) {
    const asking = [...footholds.entries()].filter(([, foothold]) => asks(foothold, aim))
    const aimed = aimedAll(aim, readings, asking.length === 1 ? asking[0]?.[1] : undefined)
    for (const [index, foothold] of asking) {
      const depth = requiredFor(aim.goal, required.of(foothold.tenant))
      const measure = measureOf(foothold, { aim, aimed, depth })
      measures[index]?.push(measure)
      visit?.(measure, aimed, aim)
    }
  }
  return measures.flat()
}

/** Whether a foothold is kept from an aim at all. */
function asks(foothold: Foothold, aim: Aim): boolean {
  return isConcerned(foothold, aim) && (aim.goal.isOwn !== true || aim.tag === foothold.tenant)
}

function aimedAll(
  aim: Aim,
  { worst, best, worstDrift, bestDrift }: Readings,
  only: Foothold | undefined,
): AimedAll {
  const known = new Map<Depths, Aimed>()
  const at = (depths: Depths): Aimed => {
    const aimed = known.get(depths) ?? depths.at(aim, only)
    known.set(depths, aimed)
    return aimed
  }
  return { worst: at(worst), best: at(best), worstDrift: at(worstDrift), bestDrift: at(bestDrift) }
}

/** Whether anybody keeps a foothold from an aim. */
export function isConcerned({ container }: Foothold, { goal, tag = '' }: Aim): boolean {
  return goal.concerns === undefined || goal.concerns(container.pod, tag)
}

interface Measured {
  readonly aim: Aim
  readonly aimed: AimedAll
  /** What is asked for. */
  readonly depth: number
}

function measureOf(foothold: Foothold, { aim: { goal, tag }, aimed, depth }: Measured): Measure {
  const asIs = boundsOf(foothold, [aimed.worst, aimed.best])
  return {
    foothold,
    goal,
    ...(tag === undefined || goal.isOwn === true ? {} : { tag }),
    asIs,
    drift: boundsOf(foothold, [aimed.worstDrift, aimed.bestDrift], asIs),
    // As things are, a resource must not be open; only with tomorrow's mistakes counted in, more is asked.
    required: requiredOf(goal.strand === 'fair-share' ? Math.min(1, depth) : depth, depth),
  }
}

/** What is at hand today is at hand tomorrow, and where none leads at worst none does at best: neither is searched for. */
function boundsOf(
  foothold: Foothold,
  [worst, best]: readonly [Aimed, Aimed],
  today: DepthBounds = { lower: Infinity, upper: Infinity },
): DepthBounds {
  const lower = today.lower === 0 ? 0 : worst.depth(foothold).least
  if (today.upper === 0) return between(lower, 0)
  return between(lower, lower === Infinity ? Infinity : best.depth(foothold).most)
}

/** Of hundreds of thousands of measures a few dozen differ. */
const between = remember((lower, upper): DepthBounds => ({ lower, upper }))
const requiredOf = remember((asIs, drift): Measure['required'] => ({ asIs, drift }))
