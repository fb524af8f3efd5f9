import { readFileSync, statSync } from 'node:fs'

import { asOpenError, OpenError } from './blobs/open-error.ts'
import type { ImageReport } from './image-report.ts'
import { parseJson } from './open/parse.ts'
import { reportSchema } from './report-schema.ts'

/** Far more than a report of many thousands of packages has. */
const longest = 2 ** 27

/** Reads the report about an image that a file holds. @throws OpenError */
export function readImageReport(path: string): ImageReport {
  try {
    if (statSync(path).size > longest)
      throw new OpenError('image-too-large', 'It is larger than a report about an image can be.')
    return parseJson(readFileSync(path), reportSchema, 'It') as ImageReport
  } catch (error) {
    const { code, message } = asOpenError(error)
    if (code !== 'wrong-manifest') throw error
    throw new OpenError('unopened-image', `It is no report that bulkhead image -f json writes. ${message}`)
  }
}
