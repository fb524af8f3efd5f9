import { readFileSync } from 'node:fs'

import { Database } from './database.ts'
import { OpenError, reasonOf } from '../blobs/open-error.ts'

/** @throws OpenError where there is none, or none of this version */
export function readDatabase(path: string): Database {
  try {
    return new Database(readFileSync(path))
  } catch (error) {
    throw new OpenError('unreadable', `The advisories in ${path} cannot be read: ${reasonOf(error)}.`)
  }
}
