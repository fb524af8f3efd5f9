import { existsSync, readFileSync, statSync } from 'node:fs'

import type { ImageFiles, OpenOptions } from '../open/image.ts'
import { openLayout } from '../open/layout.ts'
import { openManifest } from '../open/manifest.ts'
import { asOpenError, OpenError } from '../blobs/open-error.ts'
import { openArchive } from '../open/read-archive.ts'
import { openFolder } from '../open/read-folder.ts'
import type { ImagePlace } from '../read-image.ts'
import { Repository } from '../registry/read-registry.ts'
import { longestJson } from './json.ts'
import {
  findSignatures,
  namedIn,
  type NamedManifest,
  type SignedImage,
  surroundingsIn,
  taggedAs,
  tagsBeside,
} from './layout.ts'

/** Reads the signatures that stand beside an image, in a registry, a layout or an archive of one. @throws OpenError */
export async function readSignedImage(place: ImagePlace, options: OpenOptions): Promise<SignedImage> {
  if (place.kind === 'registry') return readFromRegistry(place, options)
  const { path } = place
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
  return findSignatures(await surroundingsIn(files), digest)
}

type RegistryPlace = Extract<ImagePlace, { kind: 'registry' }>

/** Signatures may be about the image, or about the index that names it for several platforms. */
async function readFromRegistry(
  { reference, registry }: RegistryPlace,
  options: OpenOptions,
): Promise<SignedImage> {
  const repository = new Repository(reference, registry)
  const stated = reference.digest ?? (await repository.digestOf(reference.tag ?? 'latest'))
  const { digest = stated } = await openManifest(stated, repository, options)
  const named: NamedManifest[] = [{ digest: stated }]
  for (const each of new Set([stated, digest])) named.push(...(await namedBeside(each, repository)))
  return findSignatures({ named, store: repository }, digest)
}

async function namedBeside(digest: string, repository: Repository): Promise<NamedManifest[]> {
  const pages = await repository.referrersOf(digest)
  const named = pages.flatMap((page) => namedIn(page, 'The list of referrers'))
  for (const tag of tagsBeside(digest)) {
    const found = await repository.digestIfTagged(tag)
    if (found !== undefined) named.push(taggedAs(tag, found))
  }
  return named
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
