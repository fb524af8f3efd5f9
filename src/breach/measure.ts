import type { RequiredDepths } from '../knowledge/required-depths.ts'
import type { Container } from '../model/container.ts'
import type { Choice, Target as SearchedTarget, Witness } from './depth/graph.ts'
import type { DepthAnswer, DepthSolver } from './depth/solve.ts'
import { prepareDepths } from './depth/solve.ts'
import { type Goal, goals, requiredFor } from './goal.ts'
import type { BreachMap } from './map.ts'
import { codePosition, containerPosition, type Position } from './position.ts'
import type { Terrain } from './terrain.ts'
import { type DepthBounds, mostDepth } from './verdict.ts'
import { type Reading, type View, viewOf } from './view.ts'

/** One container in which arbitrary code is assumed to run. */
export interface Foothold {
  readonly container: Container
  readonly tenant: string
  /** Where its routes start: in the container, unless stated. */
  readonly start?: Position
  /** How many it stands for, itself among them: containers of pods that are alike are equally far from everything. */
  readonly alike: number
}

export function footholdsOf({ pods, tenants, alikeTo }: Terrain): readonly Foothold[] {
  return pods.flatMap((pod) => {
    const [tenant, alike] = [tenants.of(pod), alikeTo(pod)]
    if (tenant === undefined || alike === 0) return []
    return pod.containers.map((container) => ({ container, tenant, alike }))
  })
}

/** One for each tenant: as good as the best of its containers, where only the weakest matters. */
export function weakestOf(footholds: readonly Foothold[]): readonly Foothold[] {
  const first = new Map<string, Foothold>()
  for (const foothold of footholds) if (!first.has(foothold.tenant)) first.set(foothold.tenant, foothold)
  return [...first.values()].map((foothold) => ({ ...foothold, start: codePosition(foothold.tenant) }))
}

function startOf({ start, container }: Foothold): string {
  return (start ?? containerPosition(container)).key
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

/** A goal under one reading, ready to be asked. */
export interface Asked {
  readonly view: View
  readonly answer: DepthAnswer
  /** Tags by number. */
  readonly tags: readonly string[]
}

/** Depths under one reading, goal by goal. */
export interface Depths {
  readonly view: View
  ask(goal: Goal): Asked | undefined
}

/** Depths up to `reading.limit` are exact: who asks only whether a guarantee holds need not know more. */
export function prepare(map: BreachMap, terrain: Terrain, reading: Reading): Depths {
  const view = viewOf(map, reading)
  const { limit = mostDepth } = reading
  const solver: DepthSolver = prepareDepths(view.graph, { limit })
  const answers = new Map<Goal, Asked | undefined>()
  return {
    view,
    ask: (goal) => {
      if (!answers.has(goal)) answers.set(goal, askGoal(goal, { map, terrain, view, solver }))
      return answers.get(goal)
    },
  }
}

interface Prepared {
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly view: View
  readonly solver: DepthSolver
}

function askGoal(goal: Goal, { map, terrain, view, solver }: Prepared): Asked | undefined {
  const ends = goal.ends(map, terrain)
  if (ends.length === 0) return undefined
  const tags = [...new Set(ends.map(({ tag }) => tag))]
  const numbers = new Map(tags.map((tag, index) => [tag, index] as const))
  const targets = ends.map(({ position, tag }) => ({
    position: view.positions.get(position.key) ?? 0,
    tag: numbers.get(tag) ?? 0,
  }))
  const isTold = goal.kept === Infinity
  return {
    view,
    tags,
    answer: isTold ? answerByTag(targets, solver) : solver.answer({ targets, kept: goal.kept }),
  }
}

/** Ends that are told apart are searched for one by one, each only as deep as it lies. */
function answerByTag(targets: readonly SearchedTarget[], solver: DepthSolver): DepthAnswer {
  const byTag = Map.groupBy(targets, ({ tag }) => tag)
  const answers = new Map<number, DepthAnswer>()
  const answerOf = (choice: Choice): DepthAnswer => {
    const tag = choice.kind === 'only' ? choice.tag : -1
    const answer = answers.get(tag) ?? solver.answer({ targets: byTag.get(tag) ?? [], kept: 1 })
    answers.set(tag, answer)
    return answer
  }
  return {
    depth: (start, choice) => answerOf(choice).depth(start, { kind: 'any' }),
    witness: (start, choice) => answerOf(choice).witness(start, { kind: 'any' }),
  }
}

/** The four readings that bound a verdict. */
export interface Readings {
  readonly worst: Depths
  readonly best: Depths
  readonly worstDrift: Depths
  readonly bestDrift: Depths
}

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
  readonly terrain: Terrain
  readonly required: RequiredDepths
  /** All goals where nothing is said. */
  readonly among?: readonly Goal[]
}

/** Every foothold against every goal. */
export function measureAll(
  footholds: readonly Foothold[],
  readings: Readings,
  { terrain, required, among = goals }: MeasureContext,
): readonly Measure[] {
  const owners = new Map(terrain.pools.all.map((pool) => [pool.name, terrain.ownerOf(pool)] as const))
  return footholds.flatMap((foothold) =>
    among.flatMap((goal) =>
      tagsFor(goal, readings.worst).map((tag) => {
        const isOwnNode = tag !== undefined && owners.get(tag) === foothold.tenant
        const depth = requiredFor(goal, isOwnNode, required)
        return {
          foothold,
          goal,
          ...(tag === undefined ? {} : { tag }),
          asIs: boundsOf({ foothold, goal, tag }, readings.worst, readings.best),
          drift: boundsOf({ foothold, goal, tag }, readings.worstDrift, readings.bestDrift),
          // As things are, a resource must not be open; only with tomorrow's mistakes counted in, more is asked.
          required: { asIs: goal.strand === 'fair-share' ? Math.min(1, depth) : depth, drift: depth },
        }
      }),
    ),
  )
}

/** Goals whose ends are told apart are measured for each. */
export function tagsFor(goal: Goal, depths: Depths): readonly (string | undefined)[] {
  const asked = depths.ask(goal)
  if (asked === undefined) return []
  return goal.kept === Infinity ? asked.tags : [undefined]
}

export interface Target {
  readonly foothold: Foothold
  readonly goal: Goal
  readonly tag: string | undefined
}

function boundsOf(target: Target, worst: Depths, best: Depths): DepthBounds {
  return { lower: depthIn(target, worst).least, upper: depthIn(target, best).most }
}

const noWay = { least: Infinity, most: Infinity }

export function depthIn(target: Target, depths: Depths): { readonly least: number; readonly most: number } {
  const asked = depths.ask(target.goal)
  const start = depths.view.positions.get(startOf(target.foothold))
  if (asked === undefined || start === undefined) return noWay
  return asked.answer.depth(start, choiceOf(target, asked))
}

/** The route behind a depth; nothing where none leads there within what is counted. */
export function witnessIn(target: Target, depths: Depths): Witness | undefined {
  const asked = depths.ask(target.goal)
  const start = depths.view.positions.get(startOf(target.foothold))
  if (asked === undefined || start === undefined) return undefined
  return asked.answer.witness(start, choiceOf(target, asked))
}

function choiceOf({ goal, foothold, tag }: Target, { tags }: Asked): Choice {
  if (tag !== undefined) return { kind: 'only', tag: tags.indexOf(tag) }
  const own = goal.kept === 2 ? tags.indexOf(foothold.tenant) : -1
  return own === -1 ? { kind: 'any' } : { kind: 'except', tag: own }
}
