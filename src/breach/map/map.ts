import type { AnyTechnique } from '../any-technique.ts'
import type { Assumption } from '../steps/barrier.ts'
import { driftOpenings, podOf } from './drift.ts'
import { type Ground, groundsOf } from './grounds.ts'
import type { Position } from '../steps/position.ts'
import { structuralSteps } from '../structure/structure.ts'
import { SharedBarriers } from './shared-barriers.ts'
import { SharedParts } from './shared-parts.ts'
import type { GroundKind, Technique } from '../technique.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { Step } from '../steps/step.ts'

/** Everything that an attacker may do on a platform, open or barred. */
export interface BreachMap {
  readonly positions: readonly Position[]
  readonly steps: readonly Step[]
  /** Instances of barriers that fall once a position is held, by the position's key. */
  readonly undermined: ReadonlyMap<string, readonly string[]>
  /** The map that it differs from in some steps alone. */
  readonly base?: BreachMap
}

/** Whether a position is left out of a map, with all that leads there and from there. */
export type IsLeft = (position: Position) => boolean

/** Asks every technique about every ground of its kind. */
export function mapBreaches(
  terrain: Terrain,
  techniques: readonly AnyTechnique[],
  isLeft: IsLeft = () => false,
): BreachMap {
  const [parts, shared] = [new SharedParts(), new SharedBarriers()]
  const isDrawn = ({ from, to }: Step): boolean => !isLeft(from) && !isLeft(to)
  const steps = structuralSteps(terrain)
    .filter(isDrawn)
    .map((step) => parts.shareEnds(step))
  const undermined = new Map<string, readonly string[]>()
  const fell = (key: string, instances: readonly string[]): void => {
    undermined.set(key, [...(undermined.get(key) ?? []), ...instances])
  }
  const groundsFor = groundsByKind(terrain, isLeft)
  for (const each of techniques) {
    const technique = each as Technique
    for (const { position, ground } of groundsFor(technique.from)) {
      const from = parts.share(position)
      const found = stepsFrom(from, ground, { technique, terrain, parts, shared })
      for (const step of found.filter(isDrawn)) steps.push(step)
      const fallen = technique.undermines?.(ground as never, terrain) ?? []
      if (fallen.length > 0) fell(position.key, fallen)
    }
  }
  const all = parts.positionsOf(steps)
  for (const { key, undermines } of all) if (undermines !== undefined) fell(key, undermines)
  return { positions: all, steps, undermined }
}

/** Fifty techniques start from containers: these are told once. */
function groundsByKind(
  terrain: Terrain,
  isLeft: IsLeft,
): (kind: GroundKind) => readonly Ground<GroundKind>[] {
  const known = new Map<GroundKind, readonly Ground<GroundKind>[]>()
  return (kind) => {
    const grounds = known.get(kind) ?? groundsOf(kind, terrain).filter(({ position }) => !isLeft(position))
    known.set(kind, grounds)
    return grounds
  }
}

interface Question {
  readonly technique: Technique
  readonly terrain: Terrain
  readonly parts: SharedParts
  readonly shared: SharedBarriers
}

function stepsFrom(
  from: Position,
  ground: unknown,
  { technique, terrain, parts, shared }: Question,
): readonly Step[] {
  const openings = technique.find(ground as never, terrain)
  const isSure = openings.some(({ assumes }) => assumes === undefined)
  const drifting = isSure ? none : driftOpenings(ground, technique, terrain)
  if (openings.length + drifting.length === 0) return none
  const doubtOf = placementDoubts(ground, terrain)
  const place = (opening: Opening, isDrift: boolean): Step =>
    stepOf(from, opening, {
      parts,
      shared,
      technique: technique.id,
      isDrift,
      doubt: doubtOf(opening.to),
    })
  return [
    ...openings.map((opening) => place(opening, false)),
    ...drifting.map((opening) => place(opening, true)),
  ].filter(({ to }) => to !== from && to.key !== from.key)
}

/** Nearly every ground, asked by one of a hundred techniques. */
const none: readonly never[] = []

/** What is of a pool is at hand only for pods that run there: where one may, its ways there hang on that. */
function placementDoubts(ground: unknown, { pools }: Terrain): (to: Position) => Assumption | undefined {
  const pod = podOf(ground as Container | Pod)
  const doubted =
    pod === undefined ? [] : pools.placementsOf(pod).filter(({ assumes }) => assumes !== undefined)
  if (doubted.length === 0) return () => undefined
  return (to) => doubted.find(({ pool }) => pool.name === to.pool)?.assumes
}

interface Circumstances extends Pick<Question, 'parts' | 'shared'> {
  readonly technique: string
  readonly isDrift: boolean
  readonly doubt: Assumption | undefined
}

function stepOf(
  from: Position,
  opening: Opening,
  { parts, shared, technique, isDrift, doubt }: Circumstances,
): Step {
  const { assumes = doubt, closedBy } = opening
  const step = {
    from,
    to: parts.share(opening.to),
    technique,
    how: parts.shareText(opening.how),
    evidence: parts.shareList(opening.evidence),
    barriers: shared.share(opening.barriers),
    isDrift,
  }
  if (closedBy !== undefined)
    return assumes === undefined ? { ...step, closedBy } : { ...step, assumes, closedBy }
  return assumes === undefined ? step : { ...step, assumes }
}
