import type { Match } from './advisories/match.ts'
import { isOfDistribution, type Package } from './inventory/package.ts'

// Which flaws let whoever talks to a served application run code in it. Chosen so that a yes is safe to act on:
// - A fix is known and missing, or the flaw is exploited already; else it is what every program may have. Without a list
//   of what is exploited it may be.
// - Its vector says that a stranger takes over what has it: see `takeoverOf`. A denial of service, a flaw that needs a
//   login, a click or a shell on the machine opens nothing to a caller.
// - The application runs the package: libraries of its language and its runtime are loaded by it. What a distribution
//   brings (its tools, its libraries) may be, and so may installers of packages: perhaps.
// - Where no vector tells, or it tells of a part, what is exploited, grave or unrated does perhaps.

export function letsIn(match: Match, knowsExploited: boolean): 'yes' | 'perhaps' | 'no' {
  const { takeover, isInert } = match
  const urgency = urgencyOf(match, knowsExploited)
  if (isInert || takeover === false || urgency === 'none') return 'no'
  if (takeover === true)
    return urgency === 'exploited' || (urgency === 'fixed' && isLoaded(match.package)) ? 'yes' : 'perhaps'
  return urgency === 'exploited' || isGrave(match) ? 'perhaps' : 'no'
}

/** Why a flaw counts; `unlisted` where it counts if it is exploited, and nobody can tell. */
function urgencyOf(
  { fixed, exploited }: Match,
  knowsExploited: boolean,
): 'exploited' | 'fixed' | 'unlisted' | 'none' {
  if (exploited !== undefined) return 'exploited'
  if (fixed !== undefined) return 'fixed'
  return knowsExploited ? 'none' : 'unlisted'
}

function isGrave({ severity = 'high' }: Match): boolean {
  return severity === 'critical' || severity === 'high'
}

const installers: ReadonlySet<string> = new Set(['conda', 'npm', 'pip', 'setuptools', 'wheel', 'yarn'])

function isLoaded(found: Package): boolean {
  return !isOfDistribution(found) && !installers.has(found.name) && !found.file.includes('node_modules/npm/')
}
