import type { AnyTechnique } from '../any-technique.ts'
import { driftOpenings } from './drift.ts'
import { groundsOf } from './grounds.ts'
import type { Step } from '../steps/step.ts'
import type { GroundKind, Technique } from '../technique.ts'
import type { Terrain } from '../terrain.ts'

const kinds: readonly GroundKind[] = ['container', 'pod']

export type RemnantsOf = (step: Step) => readonly Step[]

/** What is left of a step once it is closed: a wrong manifest of tomorrow opens it again. */
export function remnantFinder(terrain: Terrain, techniques: readonly AnyTechnique[]): RemnantsOf {
  const byId = new Map(techniques.map((technique) => [technique.id, technique as Technique] as const))
  const grounds = new Map<string, unknown>(
    kinds.flatMap((kind) =>
      groundsOf(kind, terrain).map(({ position, ground }) => [position.key, ground] as const),
    ),
  )
  return ({ from, to, technique: id, isDrift }) => {
    const technique = byId.get(id ?? '')
    const ground = grounds.get(from.key)
    if (isDrift || technique === undefined || ground === undefined) return []
    return driftOpenings(ground, technique, terrain)
      .filter((opening) => opening.to.key === to.key)
      .map((opening) => ({ from, ...opening, technique: technique.id, isDrift: true }))
  }
}
