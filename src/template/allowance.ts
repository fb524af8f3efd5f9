import type { Budget } from './names.ts'

/** One template takes no more than that. */
const mostForOne = 2_000_000
/** All templates of a scan together; each of them gets a little, whatever others took. */
const mostForAll = 10_000_000
const least = 10_000

/** How much work the templates of one scan may be: many small files must not take what no single one may. */
export class Allowance {
  #left = mostForAll

  spend<T>(run: (budget: Budget) => T): T {
    const given = Math.max(least, Math.min(mostForOne, this.#left))
    const budget = { left: given, depth: 0 }
    const result = run(budget)
    this.#left -= given - budget.left
    return result
  }
}
