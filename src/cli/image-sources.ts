import { type ImageOptions, reportImage } from '../engine/image.ts'
import type { FoundImage, ImageSource, NamedImage, SignatureVerdict } from '../engine/platform-images.ts'
import type { OpenOptions } from '../images/open/image.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { type ImagePlace, openImage, readImage } from '../images/read-image.ts'
import { judgeTrust } from '../images/trust/judge.ts'
import type { TrustPolicy } from '../images/trust/policy.ts'
import { readSignedImage } from '../images/trust/read-signed.ts'
import type { RegistryOptions } from '../images/registry/read-registry.ts'
import { type ImageReference, parseImageReference } from '../model/image-reference.ts'
import type { BaseSearch, PlacedImage } from './image-bases.ts'
import { repositoryNamed } from './image-place.ts'
import { type AttestedVexReader, noAttestedVex } from './vex.ts'

/** How images are read and judged, wherever they are. */
export interface Reading {
  readonly open: OpenOptions
  readonly options: ImageOptions
  /** Without it no base is looked for. */
  readonly searchBases?: BaseSearch
  /** Without it no attestations are read for what they say about vulnerabilities. */
  readonly readAttestedVex?: AttestedVexReader
  /** Whose signatures count, where somebody says so. */
  readonly trust?: { readonly policy: TrustPolicy; readonly now: Date }
}

/** Asks each image's own registry. */
export function registrySource(registry: RegistryOptions, reading: Reading): ImageSource {
  const away = new Map<string, OpenError>()
  return {
    find: async (named) => {
      const reference = parseImageReference(named.reference)
      if (reference === undefined) throw new OpenError('unopened-image', 'No registry has such a name.')
      const known = away.get(reference.registry)
      if (known !== undefined) throw known
      try {
        return await findInRegistry(named, { kind: 'registry', reference, registry }, reading)
      } catch (error) {
        // It was asked several times already: a hundred images of one that is away would take an hour.
        if (error instanceof OpenError && error.code === 'unreachable') away.set(reference.registry, error)
        throw error
      }
    },
  }
}

type RegistryPlace = Extract<ImagePlace, { kind: 'registry' }>

/** What the tag stands for is asked once: what is read is what was found. */
async function findInRegistry(
  named: NamedImage,
  place: RegistryPlace,
  reading: Reading,
): Promise<FoundImage> {
  const { digest, platforms } = await openImage(place, openOptions(named, reading))
  const pinned = digest === undefined ? place : { ...place, reference: { ...place.reference, digest } }
  const tagDigest = await digestOfTag(named, place, reading)
  return {
    ...foundAt(pinned, named, reading),
    ...verification(place, named, reading),
    ...(digest === undefined ? {} : { content: digest }),
    ...(platforms === undefined ? {} : { platforms }),
    ...(tagDigest === undefined ? {} : { tagDigest }),
  }
}

/** Of an image that is named by tag and digest; nothing where the tag is gone. */
async function digestOfTag(
  named: NamedImage,
  place: RegistryPlace,
  reading: Reading,
): Promise<string | undefined> {
  const { tag, digest } = place.reference
  if (tag === undefined || digest === undefined) return undefined
  const reference: ImageReference = { ...place.reference, digest: undefined }
  try {
    return (await openImage({ ...place, reference }, openOptions(named, reading))).digest
  } catch (error) {
    if (error instanceof OpenError) return undefined
    throw error
  }
}

/** An image at a place, to be read when it is its turn. */
export function foundAt(place: ImagePlace, named: NamedImage, reading: Reading): Pick<FoundImage, 'read'> {
  return {
    read: async () => {
      const read = await readImage(place, openOptions(named, reading))
      const said = await saidOf({ image: read.image, place }, named, reading)
      return reportImage(
        { reference: named.reference, ...repositoryNamed(named.reference), ...read },
        { ...reading.options, ...said },
      )
    },
  }
}

/** What is known of an image beside its bytes: bases, and statements about its vulnerabilities. */
async function saidOf(
  placed: PlacedImage,
  named: NamedImage,
  { searchBases, readAttestedVex = noAttestedVex, ...reading }: Reading,
): Promise<Partial<ImageOptions>> {
  const bases = await searchBases?.(placed)
  const attested = await readAttestedVex(named.reference, placed.place, openOptions(named, reading))
  return {
    ...bases,
    vex: [...(reading.options.vex ?? []), ...attested.vex],
    problems: [...(bases?.problems ?? []), ...attested.problems],
  }
}

export function openOptions({ platform }: NamedImage, { open }: Pick<Reading, 'open'>): OpenOptions {
  return platform === undefined ? open : { ...open, platform }
}

/** The question whether it is signed, where somebody asks it. */
export function verification(
  place: ImagePlace,
  named: NamedImage,
  { open, trust }: Reading,
): Pick<FoundImage, 'verify'> {
  if (trust === undefined) return {}
  const { reference } = named
  const verify = async (): Promise<SignatureVerdict> => {
    const image = await readSignedImage(place, openOptions(named, { open }))
    const { verdict, demands } = await judgeTrust({ reference, image, ...trust })
    const decisive = demands.find((each) => each.verdict === verdict)
    return { verdict, why: decisive?.why ?? '' }
  }
  return { verify }
}
