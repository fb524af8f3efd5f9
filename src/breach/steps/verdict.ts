/**
 * How many failure domains have to fail: exact up to 4, 5 stands for more, infinity for no way however many fail.
 */
export type Depth = number

/** The solver counts no further. */
export const mostDepth = 4

/** What is proved of a depth where not everything is known: the worst case and the best. */
export interface DepthBounds {
  readonly lower: Depth
  readonly upper: Depth
}

/**
 * `broken`: nothing has to fail. `thin`: less than required. `unproven`: it depends on what nobody said. `holds`: as much
 * as required stands, whatever is unknown.
 */
export type BreachVerdict = 'broken' | 'thin' | 'unproven' | 'holds'

/** From the worst on. */
export const breachVerdicts: readonly BreachVerdict[] = ['broken', 'thin', 'unproven', 'holds']

export function judgeDepth({ lower, upper }: DepthBounds, required: number): BreachVerdict {
  if (lower >= required) return 'holds'
  if (upper >= required) return 'unproven'
  return upper === 0 ? 'broken' : 'thin'
}

export function worstVerdict(verdicts: readonly BreachVerdict[]): BreachVerdict {
  return breachVerdicts.find((each) => verdicts.includes(each)) ?? 'holds'
}

export function leastBounds(bounds: readonly DepthBounds[]): DepthBounds {
  return {
    lower: Math.min(...bounds.map(({ lower }) => lower)),
    upper: Math.min(...bounds.map(({ upper }) => upper)),
  }
}
