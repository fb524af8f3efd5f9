import { parseDigest } from '../blobs/digest.ts'
import type { BlobStore, ImageFiles, OpenedImage, OpenOptions } from './image.ts'
import { openManifest } from './manifest.ts'
import { OpenError } from '../blobs/open-error.ts'
import { parseJson } from './parse.ts'
import { choosePlatform, isImage, platformsOf } from './platform.ts'
import { type Descriptor, indexSchema } from './schema.ts'
import { verified } from '../blobs/verified.ts'

const refName = 'org.opencontainers.image.ref.name'
const containerdName = 'io.containerd.image.name'

/** Opens an OCI image layout (image-spec, image-layout.md). @throws OpenError */
export async function openLayout(files: ImageFiles, options: OpenOptions): Promise<OpenedImage> {
  const { manifests } = parseJson(await files.small('index.json'), indexSchema, 'index.json')
  const named = imagesCalled(manifests, options)
  const { digest } = chooseImage(named, options)
  const opened = await openManifest(digest, storeOf(files), options)
  const tags = manifests.filter((each) => each.digest === digest).flatMap(namesOf)
  return { platforms: platformsOf(named), ...opened, tags: [...new Set(tags)] }
}

/** How a layout calls an image: a whole reference, or a tag alone. */
export function namesOf({ annotations }: Descriptor): string[] {
  const name = annotations?.[containerdName] ?? annotations?.[refName]
  return name === undefined ? [] : [name]
}

/** What helps where the name of an image is not among those of a layout or archive, or where one is wanted. */
export const whichName = 'Name one of those that are there.'

/** A layout may hold several images, each under its name; one image for several platforms is an index. */
function imagesCalled(
  manifests: readonly Descriptor[],
  { name }: OpenOptions,
): readonly [Descriptor, ...Descriptor[]] {
  const [first, ...others] = name === undefined ? manifests : manifests.filter((each) => isCalled(each, name))
  const names = [...new Set(manifests.flatMap(namesOf))]
  if (first === undefined) throw notThere(name, names)
  if (others.length > 0 && new Set([first, ...others].flatMap(namesOf)).size > 1)
    throw new OpenError(
      'no-such-path',
      `There are several images, name one with --name: ${names.join(', ')}.`,
      { remedy: whichName },
    )
  return [first, ...others]
}

/** Where none tells its platform the first is the image: signatures and attestations stand behind it. */
function chooseImage(named: readonly [Descriptor, ...Descriptor[]], { platform }: OpenOptions): Descriptor {
  const images = named.filter(isImage)
  const told = images.filter((each) => each.platform)
  return told.length === 0 ? (images[0] ?? named[0]) : choosePlatform(told, platform)
}

function notThere(name: string | undefined, names: readonly string[]): OpenError {
  if (name === undefined) return new OpenError('wrong-manifest', 'index.json names no image.')
  return new OpenError('no-such-path', `No image is called ${name}: there are ${names.join(', ')}.`, {
    remedy: whichName,
  })
}

function isCalled({ annotations, digest }: Descriptor, name: string): boolean {
  return [annotations?.[refName], annotations?.[containerdName], digest].includes(name)
}

/** The blobs of a layout, each verified when it is read whole. */
export function storeOf(files: ImageFiles): BlobStore {
  const small = async (digest: string, what: string): Promise<Buffer> =>
    verified(await files.small(pathOf(digest, what)), digest, what)
  return {
    manifest: async (digest) => await small(digest, 'The manifest'),
    small,
    open: (digest) => files.open(pathOf(digest, 'A layer')),
    position: (digest) => files.position(pathOf(digest, 'A layer')),
  }
}

function pathOf(text: string, what: string): string {
  const digest = parseDigest(text)
  if (digest === undefined)
    throw new OpenError(
      'wrong-manifest',
      `${what} has a digest that cannot be verified: ${text.slice(0, 80)}.`,
    )
  return `blobs/${digest.algorithm}/${digest.hex}`
}
