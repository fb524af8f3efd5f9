import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { withVex } from '../engine/image-vex.ts'
import type { FoundImage, ImageSource, NamedImage, SignatureVerdict } from '../engine/platform-images.ts'
import type { ImageReport } from '../images/image-report.ts'
import { readImageReport } from '../images/read-report.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { isImageFolder, listImages, type StoredImage } from '../images/open/read-names.ts'
import { imageKey } from '../model/image-facts.ts'
import { parseImageReference } from '../model/image-reference.ts'
import { type Problem, problemOf } from '../model/problem.ts'
import { repositoryNamed } from './image-place.ts'
import { foundAt, type Reading, verification } from './image-sources.ts'
import { UsageError } from './world.ts'

/** An image of a folder, by what it can be asked for. */
interface Kept {
  /** The file or folder that holds it. */
  readonly place: string
  readonly names: readonly string[]
  readonly digests: readonly string[]
  /** Of a report: what was found out holds for this one alone. */
  readonly platform?: string
  readonly find: (named: NamedImage) => FoundImage
}

export interface ImageFolder {
  readonly source: ImageSource
  /** What in it could not be read. */
  readonly problems: readonly Problem[]
}

/** Layouts, archives and reports in a folder, by the names and digests that they tell. @throws UsageError for a folder without any */
export async function openImageFolder(folder: string, reading: Reading, cwd: string): Promise<ImageFolder> {
  const kept: Kept[] = []
  const problems: Problem[] = []
  for (const shown of placesIn(folder, cwd)) {
    try {
      if (shown !== folder) refuseLink(resolve(cwd, shown))
      kept.push(...(await keptIn(shown, resolve(cwd, shown), reading)))
    } catch (error) {
      if (!(error instanceof OpenError)) throw error
      problems.push(error.problemAt(shown))
    }
  }
  if (kept.length + problems.length === 0)
    throw new UsageError(
      `Option --images-from: there is no archive, layout or report of an image in ${folder}.`,
    )
  return {
    source: {
      find: async (named) =>
        onlyOne(
          kept.filter((each) => isMeant(each, named)),
          named,
        )?.find(named),
    },
    problems,
  }
}

const archives = /\.(?:tar|tgz|tar\.gz|tar\.zst|oci)$/
const reports = /\.json$/

/** What may hold images: the folder itself, or what lies in it. */
function placesIn(folder: string, cwd: string): readonly string[] {
  const path = resolve(cwd, folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`Option --images-from names no folder: '${folder}'.`)
  if (isImageFolder(path)) return [folder]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) =>
      entry.isDirectory()
        ? isImageFolder(join(path, entry.name))
        : entry.isSymbolicLink() || isImageFile(entry),
    )
    .map(({ name }) => join(folder, name))
    .sort()
}

function isImageFile(entry: Dirent): boolean {
  return entry.isFile() && [archives, reports].some((names) => names.test(entry.name))
}

/** @throws OpenError */
function refuseLink(path: string): void {
  if (lstatSync(path).isSymbolicLink())
    throw new OpenError('outside-root', 'It is a link, and links are not followed: name its target.')
}

async function keptIn(place: string, path: string, reading: Reading): Promise<readonly Kept[]> {
  if (reports.test(path)) return [{ place, ...keptReport(readImageReport(path), reading) }]
  const images = await listImages(path)
  return images.map((image) => ({
    place,
    names: image.names,
    digests: image.digest === undefined ? [] : [image.digest],
    find: (named) => foundIn(path, { image, named, reading }),
  }))
}

interface Wanted {
  readonly image: StoredImage
  readonly named: NamedImage
  readonly reading: Reading
}

function foundIn(path: string, { image, named, reading }: Wanted): FoundImage {
  const name = parseImageReference(named.reference)?.digest ?? image.names[0]
  const open = { ...reading.open, ...(name === undefined ? {} : { name }) }
  const place = { kind: 'path', path } as const
  const within = { ...reading, open }
  return {
    ...foundAt(place, named, within),
    ...verification(place, named, within),
    // One index is another image on another platform.
    ...(image.digest === undefined ? {} : { content: `${image.digest} ${named.platform ?? ''}` }),
  }
}

/** What somebody found out elsewhere; signatures are not in it. */
function keptReport(report: ImageReport, reading: Reading): Omit<Kept, 'place'> {
  const { digest, reference, repository, tags, platform } = report.image
  // What a registry gave under a digest, such as that of an index, was verified then.
  const asked = repository === undefined ? undefined : parseImageReference(reference)?.digest
  return {
    names: [reference, ...tags],
    digests: [digest, asked].filter((each) => each !== undefined),
    ...(platform === undefined ? {} : { platform }),
    find: (named) => ({
      read: async () => judgedAnew(report, named, reading),
      ...(reading.trust === undefined ? {} : { verify: async () => unverified }),
    }),
  }
}

const unverified: SignatureVerdict = { verdict: 'unknown', why: 'A report tells nothing of signatures.' }

/** With what is said of it now, under the name that the platform has for it. */
function judgedAnew(report: ImageReport, { reference }: NamedImage, reading: Reading): ImageReport {
  const image = { ...report.image, reference, ...repositoryNamed(reference) }
  const judged = withVex({ ...report, image }, reading.options.vex ?? [])
  if (reading.readAttestedVex === undefined) return judged
  const message =
    'A report keeps no attestations: what those beside its image say was not taken into account.'
  return { ...judged, problems: [...judged.problems, problemOf('vex-untrusted', message, reference)] }
}

/**
 * Names are what archives call themselves: where two differ that call themselves alike nobody knows which one is meant.
 * Images of one place are for several platforms; a report is of an image that may lie beside it.
 *
 * @throws OpenError
 */
function onlyOne(meant: readonly Kept[], { reference }: NamedImage): Kept | undefined {
  const [first] = meant
  const images = meant.filter(({ place }) => !reports.test(place))
  const [image] = images
  const other = images.find(
    ({ place, digests }) => place !== image?.place && !digests.some((each) => image?.digests.includes(each)),
  )
  if (image === undefined || other === undefined) return first
  throw new OpenError(
    'unopened-image',
    `${image.place} and ${other.place} both call themselves ${reference}.`,
    {
      remedy: 'Leave the one in the folder that is meant, or name it by its digest.',
    },
  )
}

/** By name or, where the platform names one, by digest alone: a name that tells a digest may be made up. */
function isMeant({ digests, names, platform }: Kept, { reference, platform: wanted }: NamedImage): boolean {
  if (wanted !== undefined && platform !== undefined && wanted !== platform) return false
  const pinned = parseImageReference(reference)?.digest
  if (pinned !== undefined) return digests.includes(pinned)
  const key = imageKey(reference, undefined)
  return names.some((name) => imageKey(name, undefined) === key)
}
