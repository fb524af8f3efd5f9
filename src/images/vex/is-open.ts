import type { Match } from '../advisories/match.ts'
import { setsAside } from '../advisories/statement.ts'

/** False for what somebody said does not matter in this image, or is fixed in it. */
export function isOpen({ vex }: Pick<Match, 'vex'>): boolean {
  return vex === undefined || !setsAside(vex)
}
