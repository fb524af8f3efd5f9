import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { ImageFiles } from './image.ts'
import { asOpenError, OpenError } from '../blobs/open-error.ts'
import { namesOf } from './layout.ts'
import { parseJson } from './parse.ts'
import { openArchive } from './read-archive.ts'
import { openFolder } from './read-folder.ts'
import { dockerArchiveSchema, indexSchema } from './schema.ts'

/** One image of a layout or an archive, by what it can be asked for. */
export interface StoredImage {
  /** Of its manifest, or of the index that names it for several platforms; archives of Docker know none. */
  readonly digest?: string
  readonly names: readonly string[]
}

/** Whether a folder is a layout, or what `docker save` wrote, unpacked. */
export function isImageFolder(path: string): boolean {
  return ['index.json', 'manifest.json'].some((name) => existsSync(join(path, name)))
}

/** The images of a layout or an archive; none of its layers is read. @throws OpenError */
export async function listImages(path: string): Promise<readonly StoredImage[]> {
  try {
    const files = statSync(path).isDirectory() ? openFolder(path) : await openArchive(path)
    try {
      return await imagesIn(files)
    } finally {
      await files.close()
    }
  } catch (error) {
    throw asOpenError(error)
  }
}

async function imagesIn(files: ImageFiles): Promise<readonly StoredImage[]> {
  if (files.has('index.json')) {
    const { manifests } = parseJson(await files.small('index.json'), indexSchema, 'index.json')
    return manifests.map((each) => ({ digest: each.digest, names: namesOf(each) }))
  }
  if (!files.has('manifest.json'))
    throw new OpenError('wrong-manifest', 'It holds neither index.json nor manifest.json.')
  const entries = parseJson(await files.small('manifest.json'), dockerArchiveSchema, 'manifest.json')
  return entries.map(({ RepoTags }) => ({ names: RepoTags ?? [] }))
}
