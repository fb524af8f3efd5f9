/** At least so many more of these changes have to be made. */
export interface Demand {
  readonly changes: readonly number[]
  readonly needed: number
}

export interface CutProblem {
  /** What each change costs: positive. */
  readonly costs: readonly number[]
  /** What is still wanted with some changes made; every solution has to meet it. Nothing where all is well. */
  readonly demandsOf: (selected: ReadonlySet<number>) => readonly Demand[]
  /** How often it may be asked what is still wanted; what is found then is not exact, and says so. */
  readonly mostRounds: number
}

export interface FoundCut {
  readonly selected: ReadonlySet<number>
  readonly cost: number
  readonly lowerBound: number
  readonly isExact: boolean
}

/** Beyond this many tries the search for the cheapest cover stops, and says so. */
const mostTries = 200_000

/**
 * The cheapest changes after which nothing is wanted, as an implicit hitting set (attack-graph literature: cut sets over
 * witnesses that are found as they are needed): cover the demands known so far as cheaply as can be, ask what is still
 * wanted, until nothing is. Each cover is a lower bound.
 */
export function findCut({ costs, demandsOf, mostRounds }: CutProblem): FoundCut {
  const demands: Demand[] = []
  let cover: Cover = { selected: new Set(), cost: 0, isExact: true }
  let lowerBound = 0
  for (let round = 0; round < mostRounds; round++) {
    const unmet = demandsOf(cover.selected).filter(({ changes, needed }) => changes.length >= needed)
    if (unmet.length === 0) return { ...cover, lowerBound }
    demands.push(...unmet)
    cover = cheapestCover(demands, costs)
    if (cover.isExact) lowerBound = cover.cost
  }
  return { ...cover, lowerBound, isExact: false }
}

interface Cover {
  readonly selected: ReadonlySet<number>
  readonly cost: number
  readonly isExact: boolean
}

/** Branch and bound over the demand that leaves fewest choices; what greed finds is the first bound. */
function cheapestCover(demands: readonly Demand[], costs: readonly number[]): Cover {
  let best = greedyCover(demands, costs)
  let tries = 0
  const branch = (selected: ReadonlySet<number>, barred: ReadonlySet<number>, cost: number): void => {
    if (cost >= best.cost || tries++ >= mostTries) return
    const open = openDemand(demands, selected, barred)
    if (open === undefined) {
      best = { selected, cost, isExact: true }
      return
    }
    const excluded = new Set(barred)
    for (const change of open) {
      branch(new Set([...selected, change]), new Set(excluded), cost + (costs[change] ?? 1))
      excluded.add(change)
    }
  }
  branch(new Set(), new Set(), 0)
  return { ...best, isExact: tries < mostTries }
}

/** The choices of an unmet demand that has fewest; none where all are met. */
function openDemand(
  demands: readonly Demand[],
  selected: ReadonlySet<number>,
  barred: ReadonlySet<number>,
): readonly number[] | undefined {
  let fewest: readonly number[] | undefined
  for (const { changes, needed } of demands) {
    const made = changes.filter((change) => selected.has(change)).length
    if (made >= needed) continue
    const choices = changes.filter((change) => !selected.has(change) && !barred.has(change))
    if (choices.length < needed - made) return []
    if (fewest === undefined || choices.length < fewest.length) fewest = choices
  }
  return fewest
}

/** Takes again and again the change that meets most for its cost. */
function greedyCover(demands: readonly Demand[], costs: readonly number[]): Cover {
  const selected = new Set<number>()
  const costOf = (change: number): number => costs[change] ?? 1
  for (;;) {
    const gains = gainsOf(demands, selected)
    const [first] = [...gains].sort(([a, x], [b, y]) => y / costOf(b) - x / costOf(a) || a - b)
    if (first === undefined) break
    selected.add(first[0])
  }
  const cost = [...selected].reduce((sum, change) => sum + costOf(change), 0)
  return { selected, cost, isExact: false }
}

/** How many unmet demands each change would help. */
function gainsOf(demands: readonly Demand[], selected: ReadonlySet<number>): ReadonlyMap<number, number> {
  const unmet = demands.filter(
    ({ changes, needed }) => changes.filter((change) => selected.has(change)).length < needed,
  )
  const helping = unmet.flatMap(({ changes }) => changes.filter((change) => !selected.has(change)))
  const gains = new Map<number, number>()
  for (const change of helping) gains.set(change, (gains.get(change) ?? 0) + 1)
  return gains
}
