import { resolve } from 'node:path'

import { type ImageInput, reportImage, reportUnopened } from '../engine/image.ts'
import type { ImageReport } from '../images/image-report.ts'
import { OpenError } from '../images/open/open-error.ts'
import type { OpenOptions } from '../images/open/image.ts'
import { readImageAt } from '../images/open/read-reference.ts'
import type { World } from './world.ts'

/** Reads an image and reports on it; what cannot be opened is a problem of the report. */
export async function inspectImage(
  reference: string,
  options: OpenOptions,
  world: World,
): Promise<ImageReport> {
  let input: ImageInput
  try {
    input = { reference, ...(await readImageAt(resolve(world.cwd, reference), options)) }
  } catch (error) {
    if (error instanceof OpenError) return reportUnopened(reference, error)
    throw error
  }
  return reportImage(input)
}
