import { createReadStream, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { defaultLimits, type Layer, type LayerLimits } from '../layers/layer.ts'
import { readLayer } from '../layers/read-layer.ts'
import { readRootfs } from '../layers/read-rootfs.ts'
import { openDockerArchive } from './docker-archive.ts'
import type { ImageFiles, OpenedImage, OpenOptions } from './image.ts'
import { openLayout } from './layout.ts'
import { asOpenError, OpenError } from './open-error.ts'
import { openArchive } from './read-archive.ts'
import { openFolder } from './read-folder.ts'

/** An image, read. */
export interface ReadImage {
  readonly image: OpenedImage
  readonly layers: readonly Layer[]
}

/** Reads the image at a path: a layout, an archive, or the files of a container. @throws OpenError */
export async function readImageAt(path: string, options: OpenOptions): Promise<ReadImage> {
  if (!existsSync(path)) throw new OpenError('no-such-path', `There is no ${path}.`)
  try {
    return await readAny(path, options)
  } catch (error) {
    throw asOpenError(error)
  }
}

async function readAny(path: string, options: OpenOptions): Promise<ReadImage> {
  if (statSync(path).isDirectory()) return await readFolderAt(path, options)
  const files = await openArchive(path)
  return await readFiles(files, options, () => exportedLayer(path))
}

async function readFolderAt(path: string, options: OpenOptions): Promise<ReadImage> {
  const isImage = ['index.json', 'manifest.json'].some((name) => existsSync(join(path, name)))
  if (isImage && !existsSync(join(path, 'etc'))) return await readFiles(openFolder(path), options, undefined)
  return { image: bare, layers: [readRootfs(path, defaultLimits)] }
}

const bare: OpenedImage = { tags: [], annotations: {}, layers: [] }

/** Newer archives of Docker are layouts as well, which tell more. */
async function readFiles(
  files: ImageFiles,
  options: OpenOptions,
  whole: (() => OpenedImage) | undefined,
): Promise<ReadImage> {
  try {
    const image = await openFiles(files, options, whole)
    return { image, layers: await readLayers(image, defaultLimits) }
  } finally {
    await files.close()
  }
}

async function openFiles(
  files: ImageFiles,
  options: OpenOptions,
  whole: (() => OpenedImage) | undefined,
): Promise<OpenedImage> {
  if (files.has('index.json')) return await openLayout(files, options)
  if (files.has('manifest.json')) return await openDockerArchive(files, options)
  if (whole !== undefined && files.has('etc')) return whole()
  throw new OpenError(
    'wrong-manifest',
    'It holds neither index.json nor manifest.json, and no files of a container either.',
  )
}

/** What `docker export` writes: the files of a container, in one archive. */
function exportedLayer(path: string): OpenedImage {
  const open = (): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: 2 ** 20 })
  return { ...bare, layers: [{ index: 0, diffId: undefined, position: 0, open }] }
}

/** Every layer, in the order in which they are read fastest; told from the lowest. */
export async function readLayers({ layers }: OpenedImage, limits: LayerLimits): Promise<Layer[]> {
  const read: Layer[] = []
  for (const blob of layers.toSorted((a, b) => a.position - b.position))
    read.push(await readLayer(blob, limits))
  return read.sort((a, b) => a.index - b.index)
}
