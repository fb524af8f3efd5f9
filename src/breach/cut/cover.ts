/** At least so many of these changes have to be made. */
export interface Demand {
  readonly changes: readonly number[]
  readonly needed: number
}

export interface Cover {
  readonly selected: ReadonlySet<number>
  readonly cost: number
  /** No set of changes that meets all demands costs less. */
  readonly lowerBound: number
  readonly isExact: boolean
}

export interface CoverProblem {
  /** Each can be met. */
  readonly demands: readonly Demand[]
  readonly costOf: (change: number) => number
  /** The search for the cheapest cover stops after so many tries, and says so. */
  readonly mostTries: number
}

/** The cheapest changes that meet every demand: branch and bound, from what greed finds. */
export function cheapestCover({ demands, costOf, mostTries }: CoverProblem): Cover {
  const essential = withoutImplied(demands, costOf)
  const search = new CoverSearch(essential, costOf, greedyCover(essential, costOf))
  const lowerBound = search.bound()
  const isExact = search.run(mostTries)
  const cost = costOfAll(search.best, costOf)
  return { selected: search.best, cost, lowerBound: isExact ? cost : lowerBound, isExact }
}

type CostOf = CoverProblem['costOf']

/** A demand of fewer changes for as many of them implies one of more. Small ones come first, and cheap changes in each. */
function withoutImplied(demands: readonly Demand[], costOf: CostOf): Demand[] {
  const kept: { readonly needed: number; readonly changes: ReadonlySet<number> }[] = []
  for (const demand of demands.toSorted((a, b) => a.changes.length - b.changes.length)) {
    const changes = new Set(demand.changes)
    const isImplied = kept.some((other) => other.needed >= demand.needed && other.changes.isSubsetOf(changes))
    if (!isImplied) kept.push({ needed: demand.needed, changes })
  }
  const byCost = (a: number, b: number): number => costOf(a) - costOf(b) || a - b
  return kept.map(({ needed, changes }) => ({ needed, changes: [...changes].sort(byCost) }))
}

const [free, made, barred] = [0, 1, 2]

/** Where a search stands: what the open demands cost at least, and the one that leaves the fewest choices. */
interface Standing {
  readonly bound: number
  readonly tightest: Demand | undefined
}

class CoverSearch {
  best: ReadonlySet<number>
  readonly #demands: readonly Demand[]
  readonly #costOf: CostOf
  readonly #state: Uint8Array
  /** Counts the standings that were looked at; a change that was counted into one bears its number. */
  readonly #countedIn: Uint32Array
  #standings = 0
  #bestCost: number
  #triesLeft = 0

  constructor(demands: readonly Demand[], costOf: CostOf, greedy: ReadonlySet<number>) {
    this.#demands = demands
    this.#costOf = costOf
    this.best = greedy
    this.#bestCost = costOfAll(greedy, costOf)
    const changeCount = Math.max(0, ...demands.map(({ changes }) => Math.max(0, ...changes) + 1))
    this.#state = new Uint8Array(changeCount)
    this.#countedIn = new Uint32Array(changeCount)
  }

  /** Whether no tries were lacking. */
  run(mostTries: number): boolean {
    this.#triesLeft = mostTries
    this.#branch(0)
    return this.#triesLeft >= 0
  }

  bound(): number {
    return this.#look().bound
  }

  #branch(cost: number): void {
    if (this.#triesLeft < 0) return
    const { bound, tightest } = this.#look()
    if (cost + bound >= this.#bestCost) return
    if (tightest === undefined) {
      this.best = new Set(this.#state.keys().filter((change) => this.#state[change] === made))
      this.#bestCost = cost
      return
    }
    this.#triesLeft--
    this.#tryEach(tightest, cost)
  }

  /** With each choice in turn; the ones tried before are out, so that no set is tried twice. */
  #tryEach({ changes }: Demand, cost: number): void {
    const choices = changes.filter((change) => this.#state[change] === free)
    for (const change of choices) {
      this.#state[change] = made
      this.#branch(cost + this.#costOf(change))
      this.#state[change] = barred
    }
    for (const change of choices) this.#state[change] = free
  }

  #look(): Standing {
    this.#standings++
    let bound = 0
    let tightest: Demand | undefined
    let fewest = Infinity
    for (const demand of this.#demands) {
      const { wanted, choices } = this.#count(demand)
      if (wanted <= 0) continue
      if (choices < wanted) return { bound: Infinity, tightest: demand }
      bound += this.#price(demand, wanted)
      if (choices - wanted >= fewest) continue
      fewest = choices - wanted
      tightest = demand
    }
    return { bound, tightest }
  }

  #count({ changes, needed }: Demand): { readonly wanted: number; readonly choices: number } {
    let wanted = needed
    let choices = 0
    for (const change of changes) {
      if (this.#state[change] === made) wanted--
      else if (this.#state[change] === free) choices++
    }
    return { wanted, choices }
  }

  /** What a demand costs at least, unless it shares a choice with one that was counted: only strangers add up. */
  #price({ changes }: Demand, wanted: number): number {
    for (const change of changes) {
      if (this.#state[change] === free && this.#countedIn[change] === this.#standings) return 0
    }
    let price = 0
    let left = wanted
    for (const change of changes) {
      if (this.#state[change] !== free) continue
      this.#countedIn[change] = this.#standings
      if (left-- > 0) price += this.#costOf(change)
    }
    return price
  }
}

/** Takes again and again the change that meets most for its cost, then leaves out what was not needed after all. */
function greedyCover(demands: readonly Demand[], costOf: CostOf): ReadonlySet<number> {
  const taken = new Set<number>()
  for (let next = mostUseful(demands, taken, costOf); next !== undefined;) {
    taken.add(next)
    next = mostUseful(demands, taken, costOf)
  }
  for (const change of [...taken].sort((a, b) => costOf(b) - costOf(a) || b - a)) {
    taken.delete(change)
    if (!demands.every((demand) => isMet(demand, taken))) taken.add(change)
  }
  return taken
}

function mostUseful(
  demands: readonly Demand[],
  taken: ReadonlySet<number>,
  costOf: CostOf,
): number | undefined {
  const gains = new Map<number, number>()
  for (const demand of demands) {
    if (isMet(demand, taken)) continue
    for (const change of demand.changes) {
      if (!taken.has(change)) gains.set(change, (gains.get(change) ?? 0) + 1)
    }
  }
  const worth = (change: number): number => (gains.get(change) ?? 0) / costOf(change)
  return [...gains.keys()].sort((a, b) => worth(b) - worth(a) || a - b)[0]
}

function isMet({ changes, needed }: Demand, selected: ReadonlySet<number>): boolean {
  return changes.filter((change) => selected.has(change)).length >= needed
}

function costOfAll(changes: Iterable<number>, costOf: CostOf): number {
  return [...changes].reduce((sum, change) => sum + costOf(change), 0)
}
