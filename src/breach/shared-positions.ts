import type { Step } from './map.ts'
import type { Position } from './position.ts'

/** Half a million steps lead between ten thousand positions: each is kept once. */
export class SharedPositions {
  readonly #byKey = new Map<string, Position>()

  /** The one that stands for it; itself where it tells something else. */
  share(position: Position): Position {
    const known = this.#byKey.get(position.key)
    if (known === undefined) this.#byKey.set(position.key, position)
    return known !== undefined && known.origin === position.origin && known.pool === position.pool
      ? known
      : position
  }

  shareEnds(step: Step): Step {
    return { ...step, from: this.share(step.from), to: this.share(step.to) }
  }

  /** Those that some step leads from or to, in the order of the steps. */
  ofSteps(steps: readonly Step[]): readonly Position[] {
    const used = new Set<Position>()
    for (const { from, to } of steps) used.add(from).add(to)
    const byKey = new Map<string, Position>()
    for (const position of used) if (!byKey.has(position.key)) byKey.set(position.key, position)
    return [...byKey.values()]
  }
}
