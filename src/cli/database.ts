import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Database } from '../images/advisories/database.ts'
import { readDatabase } from '../images/advisories/read-database.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { cacheFolder } from './cache.ts'
import type { Flags, FlagValues } from './flags.ts'
import { UsageError, type World } from './world.ts'

export const databaseFlags: Flags = {
  db: {
    type: 'string',
    value: 'FILE',
    summary: 'Database of advisories (default: BULKHEAD_DB, else in the cache folder of this user)',
  },
}

/** Where the database is, whether or not it is there yet. */
export function databasePath(flags: FlagValues, world: World): string {
  const named = flags.text('db') ?? world.env['BULKHEAD_DB']
  return named === undefined || named === '' ? defaultPath(world) : resolve(world.cwd, named)
}

function defaultPath(world: World): string {
  return join(cacheFolder(world) ?? join(world.cwd, '.cache', 'bulkhead'), 'advisories.db')
}

/**
 * The database; nothing where nobody named one and there is none yet.
 *
 * @throws UsageError for one that is named and missing, or that is none
 */
export function loadDatabase(flags: FlagValues, world: World): Database | undefined {
  const path = databasePath(flags, world)
  if (flags.text('db') === undefined && !existsSync(path)) return undefined
  try {
    return readDatabase(path)
  } catch (error) {
    if (error instanceof OpenError) throw new UsageError(`${error.message} bulkhead db update makes one.`)
    throw error
  }
}
