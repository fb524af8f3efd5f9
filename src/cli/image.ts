import { type ImageOptions, reportImage, reportUnopened } from '../engine/image.ts'
import type { ImageReport } from '../images/image-report.ts'
import { defaultLimits } from '../images/layers/layer.ts'
import type { OpenedImage, OpenOptions } from '../images/open/image.ts'
import { OpenError } from '../images/open/open-error.ts'
import { openImage, readImage } from '../images/open/read-reference.ts'
import { imagePlace } from './image-place.ts'
import { loadDatabase } from './database.ts'
import type { FlagValues } from './flags.ts'
import type { Call } from './output.ts'
import { UsageError } from './world.ts'

/** Reads an image and reports on it; what cannot be opened is a problem of the report. */
export async function inspectImage(reference: string, call: Call): Promise<ImageReport> {
  const options = await imageOptions(call)
  try {
    const read = await readImage(imagePlace(reference, call), openOptions(call.flags))
    return reportImage({ reference, ...read }, options)
  } catch (error) {
    if (error instanceof OpenError) return reportUnopened(reference, error)
    throw error
  }
}

function openOptions(flags: FlagValues): OpenOptions {
  const [platform, name] = [flags.text('platform'), flags.text('name')]
  return {
    ...(platform === undefined ? {} : { platform }),
    ...(name === undefined ? {} : { name }),
    ...(flags.isSet('skip-secrets') ? { limits: { ...defaultLimits, maxSearched: 0 } } : {}),
  }
}

async function imageOptions({ flags, world }: Call): Promise<ImageOptions> {
  const database = loadDatabase(flags, world)
  const base = flags.text('base')
  return {
    ...(database === undefined ? {} : { database }),
    ...(base === undefined ? {} : { base: await openBase(base, { flags, world }) }),
    today: world.today,
  }
}

/** @throws UsageError where the base cannot be opened: whose layers are whose would be a guess */
async function openBase(reference: string, { flags, world }: Call): Promise<OpenedImage> {
  const platform = flags.text('platform')
  try {
    return await openImage(
      imagePlace(reference, { flags, world }),
      platform === undefined ? {} : { platform },
    )
  } catch (error) {
    if (error instanceof OpenError) throw new UsageError(`The base image cannot be opened: ${error.message}`)
    throw error
  }
}
