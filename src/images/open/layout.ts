import { parseDigest } from './digest.ts'
import type { BlobStore, ImageFiles, OpenedImage, OpenOptions } from './image.ts'
import { openManifest } from './manifest.ts'
import { OpenError } from './open-error.ts'
import { parseJson } from './parse.ts'
import { isImage } from './platform.ts'
import { type Descriptor, indexSchema } from './schema.ts'
import { verified } from './verified.ts'

const refName = 'org.opencontainers.image.ref.name'
const containerdName = 'io.containerd.image.name'

/** Opens an OCI image layout (image-spec, image-layout.md). @throws OpenError */
export async function openLayout(files: ImageFiles, options: OpenOptions): Promise<OpenedImage> {
  const { manifests } = parseJson(await files.small('index.json'), indexSchema, 'index.json')
  const { digest } = chooseImage(manifests, options)
  const opened = await openManifest(digest, storeOf(files), options)
  const tags = manifests.filter((each) => each.digest === digest).flatMap(namesOf)
  return { ...opened, tags: [...new Set(tags)] }
}

/** How a layout calls an image: a whole reference, or a tag alone. */
export function namesOf({ annotations }: Descriptor): string[] {
  const name = annotations?.[containerdName] ?? annotations?.[refName]
  return name === undefined ? [] : [name]
}

/** A layout may hold several images, each under its name; one image for several platforms is an index. */
function chooseImage(manifests: readonly Descriptor[], { name, platform }: OpenOptions): Descriptor {
  const named = name === undefined ? manifests : manifests.filter((each) => isCalled(each, name))
  const names = [...new Set(manifests.flatMap(namesOf))]
  const [first] = named
  if (first === undefined) throw notThere(name, names)
  if (named.length === 1) return first
  if (new Set(named.flatMap(namesOf)).size > 1)
    throw new OpenError(
      'no-such-path',
      `There are several images, name one with --name: ${names.join(', ')}.`,
    )
  const images = named.filter(isImage)
  return images.find((each) => each.platform && isWanted(each.platform, platform)) ?? images[0] ?? first
}

function notThere(name: string | undefined, names: readonly string[]): OpenError {
  if (name === undefined) return new OpenError('wrong-manifest', 'index.json names no image.')
  return new OpenError('no-such-path', `No image is called ${name}: there are ${names.join(', ')}.`)
}

function isWanted(
  { os, architecture }: { os: string; architecture: string },
  wanted = 'linux/amd64',
): boolean {
  return wanted === `${os}/${architecture}` || wanted.startsWith(`${os}/${architecture}/`)
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
