import { cheapestCover, type Cover, type Demand } from './cover.ts'

export type { Demand } from './cover.ts'

export interface CutProblem {
  /** What each change costs: positive. */
  readonly costs: readonly number[]
  /**
   * What is still wanted with some changes made: at least so many more of these, which none of the selected is among.
   * Every solution has to meet it. Nothing where all is well.
   */
  readonly demandsOf: (selected: ReadonlySet<number>) => readonly Demand[]
  /** How often it may be asked what is still wanted; what is found then may not be the cheapest, and says so. */
  readonly mostRounds?: number
}

export interface FoundCut {
  readonly selected: ReadonlySet<number>
  readonly cost: number
  /** No changes that leave only `unmet` wanting cost less. */
  readonly lowerBound: number
  readonly isExact: boolean
  /** Still wanted with the selected changes made: what no changes can meet, or what no time was left for. */
  readonly unmet: readonly Demand[]
}

/** Enough for a few hundred changes as platforms have them; beyond it the cover may not be the cheapest, and says so. */
const mostTries = 20_000
const usualRounds = 60

/**
 * The cheapest changes after which nothing is wanted, as an implicit hitting set (attack-graph literature: cut sets over
 * witnesses that are found as they are needed): cover the demands known so far as cheaply as can be, ask what is still
 * wanted, until nothing is. Each cover is a lower bound.
 */
export function findCut({ costs, demandsOf, mostRounds = usualRounds }: CutProblem): FoundCut {
  const costOf = (change: number): number => costs[change] ?? 1
  const demands: Demand[] = []
  let cover: Cover = { selected: new Set(), cost: 0, lowerBound: 0, isExact: true }
  for (let round = 0; ; round++) {
    const unmet = demandsOf(cover.selected)
    const meetable = unmet.filter(canBeMet)
    if (meetable.length === 0 || round === mostRounds) {
      return { ...cover, isExact: cover.isExact && meetable.length === 0, unmet }
    }
    demands.push(...meetable)
    const { lowerBound } = cover
    cover = cheapestCover({ demands, costOf, mostTries })
    cover = { ...cover, lowerBound: Math.max(lowerBound, cover.lowerBound) }
  }
}

function canBeMet({ changes, needed }: Demand): boolean {
  return new Set(changes).size >= needed
}
