import { reportImage, reportUnopened } from '../engine/image.ts'
import type { OpenedBase } from '../images/base-approval.ts'
import type { ImageReport } from '../images/image-report.ts'
import { defaultLimits } from '../images/layers/layer.ts'
import type { OpenOptions } from '../images/open/image.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { everyPlatform } from '../images/open/platform.ts'
import { openImage, readImage } from '../images/read-image.ts'
import { baseSearch } from './image-bases.ts'
import { imagePlace, repositoryOf } from './image-place.ts'
import { capableFiles } from './capabilities.ts'
import { layerCache } from './cache.ts'
import { loadDatabase } from './database.ts'
import { attestedVexReader, loadVex, noAttestedVex } from './vex.ts'
import type { Call } from './output.ts'
import { UsageError } from './world.ts'

/** Reads an image and reports on it; what cannot be opened is a problem of the report. */
export async function inspectImage(
  reference: string,
  call: Call,
  platform: string | undefined = call.flags.text('platform'),
): Promise<ImageReport> {
  const database = loadDatabase(call.flags, call.world)
  const base = await namedBase(call, platform)
  const place = imagePlace(reference, call)
  const vex = loadVex(call)
  const readAttestedVex = attestedVexReader(call) ?? noAttestedVex
  const searchBases = baseSearch(call, call.flags.isSet('ask-registries'))
  try {
    const read = await readImage(place, openOptions(call, platform))
    const bases = await searchBases({ image: read.image, place }, base)
    const attested = await readAttestedVex(reference, place, openOptions(call, platform))
    return reportImage(
      { reference, ...repositoryOf(place), ...nameOf(call), ...read },
      {
        ...(database === undefined ? {} : { database }),
        ...(base === undefined ? {} : { base: base.image }),
        ...bases,
        vex: [...vex, ...attested.vex],
        problems: [...(bases.problems ?? []), ...attested.problems],
        today: call.world.today,
      },
    )
  } catch (error) {
    if (error instanceof OpenError) return reportUnopened(reference, error)
    throw error
  }
}

/** One report, or with `--platform all` one for each platform that there is an image for. @throws UsageError */
export async function inspectPlatforms(reference: string, call: Call): Promise<readonly ImageReport[]> {
  if (call.flags.text('platform') !== everyPlatform) return [await inspectImage(reference, call)]
  const reports: ImageReport[] = []
  for (const platform of await platformsAt(reference, call))
    reports.push(await inspectImage(reference, call, platform))
  return reports
}

/** All that are named; `all` where none is, for which an image that stands alone opens. */
async function platformsAt(reference: string, call: Call): Promise<readonly string[]> {
  try {
    const { platforms = [] } = await openImage(imagePlace(reference, call), openOptions(call, everyPlatform))
    return platforms.length === 0 ? [everyPlatform] : platforms
  } catch (error) {
    // What cannot be opened is a problem of its report.
    if (error instanceof OpenError) return [everyPlatform]
    throw error
  }
}

function openOptions({ flags, world }: Call, platform: string | undefined): OpenOptions {
  const cache = layerCache(flags, world)
  return {
    ...(platform === undefined ? {} : { platform }),
    ...nameOf({ flags }),
    findCapable: capableFiles(world),
    ...(cache === undefined ? {} : { cache }),
    ...(flags.isSet('skip-secrets') ? { limits: { ...defaultLimits, maxSearched: 0 } } : {}),
  }
}

/** Which of several images in one place. */
function nameOf({ flags }: Pick<Call, 'flags'>): { name?: string } {
  const name = flags.text('name')
  return name === undefined ? {} : { name }
}

/** @throws UsageError where the base cannot be opened: whose layers are whose would be a guess */
async function namedBase(call: Call, platform: string | undefined): Promise<OpenedBase | undefined> {
  const named = call.flags.text('base')
  if (named === undefined) return undefined
  const place = imagePlace(named, call)
  try {
    const image = await openImage(place, platform === undefined ? {} : { platform })
    return place.kind === 'registry' ? { source: place.reference, image } : { image }
  } catch (error) {
    if (error instanceof OpenError) throw new UsageError(`The base image cannot be opened: ${error.message}`)
    throw error
  }
}
