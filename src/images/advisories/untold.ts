import type { Untold } from '../inventory/package.ts'
import type { Database } from './database.ts'
import { ecosystemOf } from './ecosystems.ts'
import { normaliseName } from '../inventory/package-names.ts'

/** Whether a version that is not known matters: it does not where the database has no advisory about the name. */
export function mattersTo({ name }: Untold, database: Database | undefined): boolean {
  const ecosystem = name === undefined ? undefined : ecosystemOf(name, undefined)
  if (name === undefined || ecosystem === undefined || database?.covers(ecosystem) !== true) return true
  return database.advisoriesOf(ecosystem, normaliseName(ecosystem, name.name)).length > 0
}
