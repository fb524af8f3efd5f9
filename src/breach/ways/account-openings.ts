import type { Account } from '../accounts/account.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import type { Permission } from '../steps/permission.ts'
import { everywhere, namespaceLabel, type Position } from '../steps/position.ts'
import type { Rights } from '../accounts/rights.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

type Find = (rights: Rights, terrain: Terrain) => readonly Opening[]

/**
 * Accounts with the same rights have the same openings: worked out once. For an administrator nothing is left to open.
 */
export function byRights(find: Find): (account: Account, terrain: Terrain) => readonly Opening[] {
  const known = new WeakMap<Rights, readonly Opening[]>()
  return (account, terrain) => {
    const rights = terrain.rightsOf(account)
    if (rights.isAdministrator) return []
    const openings = known.get(rights) ?? find(rights, terrain)
    known.set(rights, openings)
    return openings
  }
}

export interface Deed {
  readonly to: readonly Position[]
  /** Completes "… lets it", without a place for what lies outside namespaces. */
  readonly deed: string
  readonly isOutsideNamespaces?: boolean
  readonly barriers?: readonly StandingBarrier[]
}

/** What a permission opens. */
export function openingsBy(permission: Permission, deed: Deed): readonly Opening[] {
  const { by, evidence, assumes } = permission
  const how = `${by}, lets it ${deed.deed}${placeOf(permission, deed)}.`
  return deed.to.map((to) => ({
    to,
    how,
    evidence,
    barriers: deed.barriers ?? [],
    ...doubted(assumes),
  }))
}

const shownNames = 3

function placeOf({ scope, names = [] }: Permission, { isOutsideNamespaces = false }: Deed): string {
  const shown = names.slice(0, shownNames).join(', ')
  const rest = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
  const only = names.length === 0 ? '' : ` (${shown}${rest})`
  return isOutsideNamespaces && scope === everywhere ? only : `${only} in ${namespaceLabel(scope)}`
}
