import type { Step } from '../steps/step.ts'
import type { Position } from '../steps/position.ts'

/** Half a million steps lead between ten thousand positions and say little that is new: each is kept once. */
export class SharedParts {
  readonly #byKey = new Map<string, Position>()
  readonly #texts = new Map<string, string>()
  /** Lists by themselves, or by all that they hold where that is but one. */
  readonly #lists = new Map<unknown, readonly unknown[]>()

  /** The one that stands for it; itself where it tells something else. */
  share(position: Position): Position {
    const known = this.#byKey.get(position.key)
    if (known === undefined) this.#byKey.set(position.key, position)
    return known !== undefined && known.origin === position.origin && known.pool === position.pool
      ? known
      : position
  }

  shareText(text: string): string {
    const known = this.#texts.get(text)
    if (known === undefined) this.#texts.set(text, text)
    return known ?? text
  }

  /** Lists that grew have room for more, which half a million of them cannot afford: a copy has none. */
  shareList<T>(list: readonly T[]): readonly T[] {
    if (list.length === 0) return empty
    const key = list.length === 1 ? list[0] : list
    const known = this.#lists.get(key) as readonly T[] | undefined
    if (known !== undefined) return known
    const copy = list.slice()
    this.#lists.set(key, copy)
    return copy
  }

  shareEnds(step: Step): Step {
    return { ...step, from: this.share(step.from), to: this.share(step.to) }
  }

  /** Those that some step leads from or to, in the order of the steps. */
  positionsOf(steps: readonly Step[]): readonly Position[] {
    const used = new Set<Position>()
    for (const { from, to } of steps) used.add(from).add(to)
    const byKey = new Map<string, Position>()
    for (const position of used) if (!byKey.has(position.key)) byKey.set(position.key, position)
    return [...byKey.values()]
  }
}

const empty: readonly never[] = []
