import type { Match } from './advisories/match.ts'
import { isOfDistribution, type Package } from './inventory/package.ts'

// Which flaws let whoever talks to a served application run code in it. Chosen so that a yes is safe to act on:
// - A fix is known and missing, or the flaw is exploited already; else it is what every program may have.
// - Its vector says that a stranger takes over what has it: see `isTakeover`. A denial of service, a flaw that needs a
//   login, a click or a shell on the machine opens nothing to a caller.
// - The application runs the package: libraries of its language and its runtime are loaded by it. What a distribution
//   brings (its tools, its libraries) may be, and so may installers of packages: perhaps.
// - Where no vector tells, what is exploited, grave or unrated does perhaps.

export function letsIn(match: Match): 'yes' | 'perhaps' | 'no' {
  const { fixed, exploited, takeover, isInert } = match
  if (isInert || takeover === false || (fixed === undefined && exploited === undefined)) return 'no'
  const isMeant = exploited !== undefined || (takeover === true ? isLoaded(match.package) : isGrave(match))
  if (takeover === true) return isMeant ? 'yes' : 'perhaps'
  return isMeant ? 'perhaps' : 'no'
}

function isGrave({ severity = 'high' }: Match): boolean {
  return severity === 'critical' || severity === 'high'
}

const installers: ReadonlySet<string> = new Set(['conda', 'npm', 'pip', 'setuptools', 'wheel', 'yarn'])

function isLoaded(found: Package): boolean {
  return !isOfDistribution(found) && !installers.has(found.name) && !found.file.includes('node_modules/npm/')
}
