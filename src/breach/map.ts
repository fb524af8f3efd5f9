import type { AnyTechnique } from './any-technique.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import { driftOpenings, podOf } from './drift.ts'
import { groundsOf } from './grounds.ts'
import type { Position } from './position.ts'
import { structuralSteps } from './structure.ts'
import type { Opening, Technique } from './technique.ts'
import type { Terrain } from './terrain.ts'
import type { Container } from '../model/container.ts'
import type { Origin } from '../model/origin.ts'
import type { Pod } from '../model/pod.ts'

/** One step that an attacker may take, from one position to the next. */
export interface Step {
  readonly from: Position
  readonly to: Position
  /** Id of the technique; nothing where one position simply holds the other. */
  readonly technique?: string
  readonly how: string
  readonly evidence: readonly Origin[]
  readonly barriers: readonly StandingBarrier[]
  readonly assumes?: Assumption
  /** Name of the control that would close it by passing. */
  readonly closedBy?: string
  /** It takes a wrong field that nobody has written yet. */
  readonly isDrift: boolean
}

/** Everything that an attacker may do on a platform, open or barred. */
export interface BreachMap {
  readonly positions: readonly Position[]
  readonly steps: readonly Step[]
  /** Instances of barriers that fall once a position is held, by the position's key. */
  readonly undermined: ReadonlyMap<string, readonly string[]>
  /** The map that it differs from in some steps alone. */
  readonly base?: BreachMap
}

/** Asks every technique about every ground of its kind. */
export function mapBreaches(terrain: Terrain, techniques: readonly AnyTechnique[]): BreachMap {
  const steps: Step[] = structuralSteps(terrain)
  const undermined = new Map<string, readonly string[]>()
  const fell = (key: string, instances: readonly string[]): void => {
    undermined.set(key, [...(undermined.get(key) ?? []), ...instances])
  }
  for (const technique of techniques) {
    for (const { position, ground } of groundsOf(technique.from, terrain)) {
      for (const step of stepsFrom(position, ground, { technique: technique as Technique, terrain }))
        steps.push(step)
      const fallen = (technique as Technique).undermines?.(ground as never, terrain) ?? []
      if (fallen.length > 0) fell(position.key, fallen)
    }
  }
  const positions = positionsIn(steps)
  for (const { key, undermines } of positions) if (undermines !== undefined) fell(key, undermines)
  return { positions, steps, undermined }
}

interface Question {
  readonly technique: Technique
  readonly terrain: Terrain
}

function stepsFrom(from: Position, ground: unknown, { technique, terrain }: Question): Step[] {
  const openings = technique.find(ground as never, terrain)
  const isSure = openings.some(({ assumes }) => assumes === undefined)
  const drifting = isSure ? [] : driftOpenings(ground, technique, terrain)
  const doubtOf = placementDoubts(ground, terrain)
  const steps: Step[] = []
  for (const [some, isDrift] of [
    [openings, false],
    [drifting, true],
  ] as const) {
    for (const opening of some) {
      if (opening.to.key === from.key) continue
      steps.push(stepOf(from, opening, { technique, isDrift, doubt: doubtOf(opening.to) }))
    }
  }
  return steps
}

/** What is of a pool is at hand only for pods that run there: where one may, its ways there hang on that. */
function placementDoubts(ground: unknown, { pools }: Terrain): (to: Position) => Assumption | undefined {
  const pod = podOf(ground as Container | Pod)
  const doubted =
    pod === undefined ? [] : pools.placementsOf(pod).filter(({ assumes }) => assumes !== undefined)
  if (doubted.length === 0) return () => undefined
  return (to) => doubted.find(({ pool }) => pool.name === to.pool)?.assumes
}

interface Circumstances {
  readonly technique: Technique
  readonly isDrift: boolean
  readonly doubt: Assumption | undefined
}

function stepOf(from: Position, opening: Opening, { technique, isDrift, doubt }: Circumstances): Step {
  const { to, how, evidence, barriers, assumes = doubt, closedBy } = opening
  const step = { from, to, technique: technique.id, how, evidence, barriers, isDrift }
  if (closedBy !== undefined)
    return assumes === undefined ? { ...step, closedBy } : { ...step, assumes, closedBy }
  return assumes === undefined ? step : { ...step, assumes }
}

function positionsIn(steps: readonly Step[]): readonly Position[] {
  const positions = new Map<string, Position>()
  for (const { from, to } of steps) {
    if (!positions.has(from.key)) positions.set(from.key, from)
    if (!positions.has(to.key)) positions.set(to.key, to)
  }
  return [...positions.values()]
}
