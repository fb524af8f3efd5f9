import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { FindCapable } from './layers/capable.ts'
import { defaultLimits, type Layer, type LayerName } from './layers/layer.ts'
import { GuardedLayers } from './layers/read-guarded-layer.ts'
import { readKnownLayer } from './layers/read-known-layer.ts'
import { nameOf } from './layers/read-layer.ts'
import type { RootfsContentReader } from './layers/read-rootfs.ts'
import { budgetOfImage } from './model-files/budget.ts'
import type { ImageReference } from '../model/image-reference.ts'
import { openFromRegistry, type RegistryOptions } from './registry/read-registry.ts'
import { openDockerArchive, requireSameImage } from './open/docker-archive.ts'
import type { ImageFiles, OpenedImage, OpenOptions } from './open/image.ts'
import { openLayout } from './open/layout.ts'
import { asOpenError, OpenError } from './blobs/open-error.ts'
import { openArchive } from './open/read-archive.ts'
import { openFolder } from './open/read-folder.ts'
import { isImageFolder } from './open/read-names.ts'

/** An image, read. */
export interface ReadImage {
  readonly image: OpenedImage
  readonly layers: readonly Layer[]
  /** Only where its texts were not to be searched for secrets. */
  readonly isSearched?: false
}

type Readers = Required<Pick<OpenOptions, 'readContent' | 'readRootfs'>>

/** An image whose layers can be read, until it is closed. */
interface Opened {
  readonly image: OpenedImage
  readonly readLayers: (readers: Readers) => Promise<Layer[]>
  readonly close: () => Promise<void>
}

/** Where an image is. */
export type ImagePlace =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'registry'; readonly reference: ImageReference; readonly registry: RegistryOptions }

/** Reads an image: in a registry, a layout, an archive, or the files of a container. @throws OpenError */
export async function readImage(place: ImagePlace, options: OpenOptions): Promise<ReadImage> {
  // Its thread starts while the image is opened.
  const guarded = new GuardedLayers()
  const { readContent = guarded.readContent, readRootfs = guarded.readRootfs } = options
  return await withImage(place, options, async ({ image, readLayers }) => ({
    image,
    layers: await readLayers({ readContent, readRootfs }),
    ...((options.limits ?? defaultLimits).maxSearched === 0 ? { isSearched: false } : {}),
  }))
}

/** Manifest and configuration alone. @throws OpenError */
export async function openImage(place: ImagePlace, options: OpenOptions): Promise<OpenedImage> {
  return await withImage(place, options, async ({ image }) => image)
}

async function withImage<T>(
  place: ImagePlace,
  options: OpenOptions,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  let opened: Opened | undefined
  try {
    opened = await (place.kind === 'path' ? openPath(place.path, options) : openRemote(place, options))
    return await use(opened)
  } catch (error) {
    throw asOpenError(error)
  } finally {
    await opened?.close()
  }
}

async function openRemote(
  { reference, registry }: Extract<ImagePlace, { kind: 'registry' }>,
  options: OpenOptions,
): Promise<Opened> {
  const image = await openFromRegistry(reference, registry, options)
  return {
    image,
    readLayers: async ({ readContent }) => await readLayers(image, { ...options, readContent }),
    close: async () => {},
  }
}

async function openPath(path: string, options: OpenOptions): Promise<Opened> {
  if (!existsSync(path)) throw new OpenError('no-such-path', `There is no ${path}.`)
  if (!statSync(path).isDirectory())
    return await openFiles(await openArchive(path), options, () => exported(path))
  if (isImageFolder(path) && !existsSync(join(path, 'etc')))
    return await openFiles(openFolder(path), options, () => undefined)
  return {
    image: bare,
    readLayers: async ({ readRootfs }) => [await folderLayer(path, options, readRootfs)],
    close: async () => {},
  }
}

async function openFiles(
  files: ImageFiles,
  options: OpenOptions,
  whole: () => OpenedImage | undefined,
): Promise<Opened> {
  try {
    const image = await imageIn(files, options, whole)
    return {
      image,
      readLayers: async ({ readContent }) => await readLayers(image, { ...options, readContent }),
      close: files.close,
    }
  } catch (error) {
    await files.close()
    throw error
  }
}

/** Newer archives of Docker are layouts as well, which tell more. */
async function imageIn(
  files: ImageFiles,
  options: OpenOptions,
  whole: () => OpenedImage | undefined,
): Promise<OpenedImage> {
  if (files.has('index.json')) {
    const image = await openLayout(files, options)
    if (files.has('manifest.json')) await requireSameImage(files, image)
    return image
  }
  if (files.has('manifest.json')) return await openDockerArchive(files, options)
  const image = files.has('etc') ? whole() : undefined
  if (image !== undefined) return image
  throw new OpenError(
    'wrong-manifest',
    'It holds neither index.json nor manifest.json, and no files of a container either.',
  )
}

async function folderLayer(
  path: string,
  { findCapable = nobodyAsks, limits = defaultLimits }: OpenOptions,
  readRootfs: RootfsContentReader,
): Promise<Layer> {
  const root = realpathSync(path)
  const content = await readRootfs({ root, capable: await findCapable(root) }, limits)
  return { index: 0, diffId: undefined, content }
}

const nobodyAsks: FindCapable = async () => ({ paths: [], unknown: 'nobody was asked' })

const bare: OpenedImage = { tags: [], annotations: {}, layers: [] }

/** What `docker export` writes: the files of a container, in one archive. */
function exported(path: string): OpenedImage {
  const open = (): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: 2 ** 20 })
  return { ...bare, layers: [{ index: 0, diffId: undefined, position: 0, open }] }
}

/** Every layer, in the order in which they are read fastest; told from the lowest. One that stands twice is read once. */
async function readLayers(
  { layers }: OpenedImage,
  { limits = defaultLimits, cache, readContent }: OpenOptions,
): Promise<Layer[]> {
  const read: Layer[] = []
  const reading = { limits, cache, readContent, models: budgetOfImage() }
  for (const blob of layers.toSorted((a, b) => a.position - b.position)) {
    const same = read.find((each) => isSame(each, blob))
    read.push(same === undefined ? await readKnownLayer(blob, reading) : { ...same, ...nameOf(blob) })
  }
  return read.sort((a, b) => a.index - b.index)
}

/** The lowest layer is read in another way: it lies over nothing. */
function isSame(a: LayerName, b: LayerName): boolean {
  return (
    a.digest !== undefined && a.digest === b.digest && a.diffId === b.diffId && a.index > 0 && b.index > 0
  )
}
