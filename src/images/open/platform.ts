import { OpenError } from '../blobs/open-error.ts'
import type { Descriptor } from './schema.ts'

/** What nearly every node is. */
const usual = 'linux/amd64'

type Platform = NonNullable<Descriptor['platform']>

export function platformName({ os, architecture, variant }: Platform): string {
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`
}

/** Attestations stand among the images of an index, of no platform: by another sign no runtime tells them apart. */
export function isImage({ platform, annotations }: Descriptor): boolean {
  if (platform) return platform.os !== 'unknown'
  return annotations?.['vnd.docker.reference.type'] === undefined
}

/** Asks for every image of an index; where one is opened, for the first. */
export const everyPlatform = 'all'

/** For what the images of an index are, as far as it says. */
export function platformsOf(manifests: readonly Descriptor[]): readonly string[] {
  const platforms = manifests.filter(isImage).flatMap(({ platform }) => platform ?? [])
  return [...new Set(platforms.map(platformName))]
}

/** The image of an index that is wanted. @throws OpenError where none is, or it does not say which */
export function choosePlatform(manifests: readonly Descriptor[], wanted: string | undefined): Descriptor {
  const images = manifests.filter(isImage)
  const [only] = images
  if (only === undefined) throw new OpenError('wrong-manifest', 'The index names no image.')
  if (wanted === everyPlatform) return only
  const found = images.find((each) => isOf(each, wanted ?? usual))
  if (found !== undefined) return found
  // One that names no platform is of that of its configuration.
  if (images.length === 1 && (wanted === undefined || !only.platform)) return only
  const missing = `The index has no image for ${wanted ?? usual}`
  throw new OpenError(
    'no-such-path',
    `${missing}, but for ${platformsOf(manifests).join(', ') || 'none that it names'}: name one with --platform.`,
    { remedy: 'Name a platform that it has an image for.' },
  )
}

/** A wanted platform without a variant takes any. */
function isOf({ platform }: Descriptor, wanted: string): boolean {
  if (!platform) return false
  return platformName(platform) === wanted || `${platform.os}/${platform.architecture}` === wanted
}
