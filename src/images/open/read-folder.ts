import { createReadStream, existsSync, realpathSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, sep } from 'node:path'

import { memberPath } from '../archive/member-path.ts'
import { type ImageFiles, maxSmallBytes } from './image.ts'
import { OpenError, reasonOf } from '../blobs/open-error.ts'

const chunkSize = 2 ** 20

/** The files of an image in a folder. Links out of it are not followed. */
export function openFolder(root: string): ImageFiles {
  const base = realpathSync(root)
  const find = (name: string): string => placeOf(base, name)
  return {
    has: (name) => existsSync(join(base, memberPath(name) ?? '')),
    small: async (name) => await readSmall(find(name), name),
    open: (name) => createReadStream(find(name), { highWaterMark: chunkSize }),
    position: () => 0,
    close: async () => {},
  }
}

/** @throws OpenError for what is not there, or lies elsewhere */
function placeOf(base: string, name: string): string {
  const path = memberPath(name)
  if (path === undefined)
    throw new OpenError(
      'outside-root',
      `The image names a file outside of its folder: ${name.slice(0, 200)}.`,
    )
  let place: string
  try {
    place = realpathSync(join(base, path))
  } catch (error) {
    throw new OpenError(
      'wrong-manifest',
      `The image has no file ${path}: the file system says ${reasonOf(error)}.`,
    )
  }
  if (!place.startsWith(base + sep))
    throw new OpenError('outside-root', `The file ${path} is a link out of the folder; it was not followed.`)
  return place
}

async function readSmall(place: string, name: string): Promise<Buffer> {
  const file = await open(place)
  try {
    const { size } = await file.stat()
    if (size > maxSmallBytes)
      throw new OpenError('image-too-large', `The file ${name} is larger than a manifest can be.`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}
