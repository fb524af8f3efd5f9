import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { asOpenError, OpenError } from '../blobs/open-error.ts'
import { isCyclonedxBill, readCyclonedxBill } from './cyclonedx.ts'
import { isOwnReport, readOwnReport } from './own-report.ts'
import { isSpdx, readSpdx } from './spdx.ts'
import type { StoredInventory } from './stored-inventory.ts'

/** Far more than a report about many thousands of packages has. */
const longest = 2 ** 27
const mostFiles = 1_000_000

/** Files below a folder that may hold inventories, or the file itself. Links are passed over. @throws OpenError */
export function storedFiles(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const files = readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
    if (files.length > mostFiles)
      throw new OpenError('too-many-files', `${path} has more than ${mostFiles} files.`)
    return files.sort()
  } catch (error) {
    throw asOpenError(error)
  }
}

interface Format {
  readonly is: (value: object) => boolean
  readonly read: (value: unknown, origin: string) => StoredInventory | undefined
}

const formats: readonly Format[] = [
  { is: isCyclonedxBill, read: readCyclonedxBill },
  { is: isSpdx, read: readSpdx },
  { is: isOwnReport, read: readOwnReport },
]

/** What a file holds, known by what stands in it. @throws OpenError where it holds no inventory */
export function readStored(path: string, origin: string): StoredInventory {
  const value = readJson(path)
  const format = formats.find(({ is }) => is(value))
  const stored = format?.read(value, origin)
  if (stored !== undefined) return stored
  throw new OpenError(
    'broken-syntax',
    `${basename(path)} holds no inventory: neither a report of bulkhead image nor CycloneDX nor SPDX 2.`,
    { remedy: 'Keep what an image holds with bulkhead image IMAGE -f json -o FILE, and name that file.' },
  )
}

function readJson(path: string): object {
  try {
    if (statSync(path).size > longest) throw new OpenError('too-large', `It is larger than ${longest} bytes.`)
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw asOpenError(error)
  }
}
