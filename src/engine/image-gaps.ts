import { mattersTo } from '../images/advisories/untold.ts'
import type { Database } from '../images/advisories/database.ts'
import type { Unmatched } from '../images/advisories/match.ts'
import type { Inventory } from '../images/found-packages.ts'
import { unreadOfWindows } from '../images/windows.ts'
import { plural } from '../kernel/text.ts'
import { type Problem, problemOf } from '../model/problem.ts'

interface Matched {
  readonly reference: string
  readonly inventory: Inventory
  readonly unmatched: readonly Unmatched[]
}

/** What no advisory was asked about: it may be as vulnerable as can be. */
export function gapsOf(
  { reference, inventory, unmatched }: Matched,
  database: Database | undefined,
): Problem[] {
  const { packages, os } = inventory
  const updates = os === undefined ? undefined : unreadOfWindows(os)
  return [
    ...(updates === undefined ? [] : [problemOf('unread-updates', updates, reference)]),
    ...(packages.length === 0
      ? [problemOf('no-packages', nothingFound(inventory), reference)]
      : notAsked(packages.length, unmatched, database).map((each) =>
          problemOf('no-advisories', each, reference),
        )),
    ...untoldOf(inventory, database).map(({ message, file }) =>
      problemOf('unknown-version', message, file ?? reference),
    ),
  ]
}

function notAsked(
  packages: number,
  unmatched: readonly Unmatched[],
  database: Database | undefined,
): string[] {
  if (database === undefined) return [`${wereNot(packages)} matched: there is no database of advisories.`]
  return unmatched.map(
    (each) =>
      `${wereNot(each.packages.length)} matched: the database knows no advisories about ${each.reason}.`,
  )
}

/** Nobody reads more. */
const mostUntold = 50

/** The last one may stand for many, in no file of theirs. */
function untoldOf(
  inventory: Inventory,
  database: Database | undefined,
): { readonly message: string; readonly file?: string }[] {
  const untold = inventory.untold.filter((each) => mattersTo(each, database))
  const told = untold
    .slice(0, mostUntold)
    .map(({ message, file }) => ({ message: `${message} It was not matched.`, file }))
  const more = untold.length - told.length
  return more === 0 ? told : [...told, { message: `${more} more of these were not matched.` }]
}

function nothingFound({ os }: Inventory): string {
  const where = os === undefined ? '' : ` in this ${os.name}`
  return `No package was found${where}: what runs in it is not known.`
}

function wereNot(count: number): string {
  return `${plural(count, 'package')} ${count === 1 ? 'was' : 'were'} not`
}
