import { existsSync, readFileSync, statSync } from 'node:fs'

import type { ImageFiles, OpenOptions } from '../open/image.ts'
import { openLayout } from '../open/layout.ts'
import { asOpenError, OpenError } from '../open/open-error.ts'
import { openArchive } from '../open/read-archive.ts'
import { openFolder } from '../open/read-folder.ts'
import { longestJson } from './json.ts'
import { findSignatures, type SignedImage } from './layout.ts'

/** Reads the signatures that stand beside an image, in a layout or an archive of one. @throws OpenError */
export async function readSignedImage(path: string, options: OpenOptions): Promise<SignedImage> {
  return guarded(path, async () => {
    const files = statSync(path).isDirectory() ? openFolder(path) : await openArchive(path)
    try {
      return await readFrom(files, options)
    } finally {
      await files.close()
    }
  })
}

async function readFrom(files: ImageFiles, options: OpenOptions): Promise<SignedImage> {
  if (!files.has('index.json'))
    throw new OpenError(
      'wrong-manifest',
      'It holds no index.json: signatures stand beside images in OCI layouts.',
    )
  const { digest } = await openLayout(files, options)
  if (digest === undefined)
    throw new OpenError('wrong-manifest', 'The image has no digest that could be signed.')
  return findSignatures(files, digest)
}

const longestArtifact = 2 ** 30

/** Reads a file that was signed. @throws OpenError */
export async function readArtifact(path: string): Promise<Buffer> {
  return guarded(path, async () => readBounded(path, longestArtifact))
}

/** Reads a bundle. @throws OpenError */
export async function readBundle(path: string): Promise<string> {
  return guarded(path, async () => readBounded(path, longestJson).toString('utf8'))
}

function readBounded(path: string, longest: number): Buffer {
  const { size } = statSync(path)
  if (size > longest) throw new OpenError('image-too-large', `${path} is larger than ${longest} bytes.`)
  return readFileSync(path)
}

async function guarded<T>(path: string, read: () => Promise<T>): Promise<T> {
  if (!existsSync(path)) throw new OpenError('no-such-path', `There is no ${path}.`)
  try {
    return await read()
  } catch (error) {
    throw asOpenError(error)
  }
}
