import { OpenError, reasonOf } from '../images/blobs/open-error.ts'
import type { ImageReport } from '../images/image-report.ts'
import { inTurns } from '../kernel/in-turns.ts'
import { imageKey, platformOfPod } from '../model/image-facts.ts'
import { isKnown, type Known, originOf } from '../model/known.ts'
import { locate, type Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import { type Problem, type ProblemCode, problemKinds } from '../model/problem.ts'

/** An image that a platform names, and where. */
export interface NamedImage {
  /** By which the model asks for it: the same for two ways to write one image. */
  readonly key: string
  /** As it is written first. */
  readonly reference: string
  /** Which image of several platforms, where the pod says on which nodes it runs. */
  readonly platform?: string
  /** At least one. */
  readonly places: readonly [Origin, ...Origin[]]
}

/** Where images are looked for: registries, a folder. */
export interface ImageSource {
  /** Nothing where it is not there. @throws OpenError where that cannot be told */
  readonly find: (image: NamedImage) => Promise<FoundImage | undefined>
}

/** An image that is there, not yet read. */
export interface FoundImage {
  /** The same for the same content, which is read once, whatever it is called. */
  readonly content?: string
  /** @throws OpenError */
  readonly read: () => Promise<ImageReport>
  /** Whether it is signed by whom a policy trusts; absent where nobody asks. @throws OpenError */
  readonly verify?: () => Promise<SignatureVerdict>
  /** For which there are images under this name, where that is known before one of them is read. */
  readonly platforms?: readonly string[]
  /** What the tag stands for now, of an image that is named by tag and digest. */
  readonly tagDigest?: string
}

export interface SignatureVerdict {
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly why: string
}

/** What became of one image that a platform names. */
export type PlatformImage = OpenedPlatformImage | UnopenedPlatformImage

export interface OpenedPlatformImage {
  readonly named: NamedImage
  readonly report: ImageReport
  readonly signature?: SignatureVerdict
  readonly tagDigest?: string
}

export interface UnopenedPlatformImage {
  readonly named: NamedImage
  /** A sentence. */
  readonly reason: string
  /** At the line that names it. */
  readonly problem: Problem
}

/** The distinct images of a platform: of every container, and those that Dockerfiles build on. */
export function namedImages(platform: Platform): readonly NamedImage[] {
  const uses = [...usesInPods(platform), ...usesInBuilds(platform)]
  return [...Map.groupBy(uses, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : { ...first, places: [...first.places, ...others.flatMap(({ places }) => places)] },
  )
}

function usesInPods(platform: Platform): readonly NamedImage[] {
  return platform.all('pod').flatMap((pod) => {
    const wanted = platformOfPod(pod)
    return pod.containers.flatMap(({ image, origin }) => useOf(image, { platform: wanted, origin }))
  })
}

/** Earlier stages and `scratch` are no images that somebody could open. */
function usesInBuilds(platform: Platform): readonly NamedImage[] {
  return platform
    .all('image-build')
    .flatMap(({ stages }) => stages)
    .filter(({ base, image, isShipped }) => isShipped && base === undefined && !isKnown(image, 'scratch'))
    .flatMap(({ image, origin }) => useOf(image, { platform: undefined, origin }))
}

/** Containers of which nobody knows what image they run, so that none could be opened. */
export function hiddenImages(platform: Platform): readonly Problem[] {
  return platform
    .all('container')
    .flatMap(({ image, name, origin }) =>
      image.state === 'hidden'
        ? problemIn(
            image.origin ?? origin,
            'unopened-image',
            `Which image container ${name} runs is not known: ${image.reason}.`,
          )
        : [],
    )
}

interface Use {
  readonly platform: string | undefined
  readonly origin: Origin
}

function useOf(image: Known<string | undefined>, { platform, origin }: Use): readonly NamedImage[] {
  const reference = image.state === 'hidden' ? undefined : image.value
  if (reference === undefined || reference === '') return []
  return [
    {
      key: imageKey(reference, platform),
      reference,
      ...(platform === undefined ? {} : { platform }),
      places: [originOf(image) ?? origin],
    },
  ]
}

/** An image takes a core while it is read, and up to a quarter of a gigabyte. */
const imagesAtOnce = 2

/** Opens images where the first source has them; each content is read once, and what cannot be opened stops no other. */
export async function openPlatformImages(
  named: readonly NamedImage[],
  sources: readonly ImageSource[],
): Promise<readonly PlatformImage[]> {
  const reading = new Map<string, Promise<ImageReport>>()
  return await inTurns(named, imagesAtOnce, async (image) => {
    try {
      return await openOne(image, sources, reading)
    } catch (error) {
      return unopened(image, reasonToLeave(error))
    }
  })
}

/** Whoever writes an image may find a fault of ours: it costs that image alone, and is told. */
function reasonToLeave(error: unknown): OpenError {
  if (error instanceof OpenError) return error
  return new OpenError('given-up', `Reading it broke down (${reasonOf(error)}).`, { cause: error })
}

async function openOne(
  named: NamedImage,
  sources: readonly ImageSource[],
  reading: Map<string, Promise<ImageReport>>,
): Promise<PlatformImage> {
  const found = await findIn(sources, named)
  const { content, platforms, tagDigest } = found
  const read = (content === undefined ? undefined : reading.get(content)) ?? found.read()
  if (content !== undefined) reading.set(content, read)
  const report = await read
  const signature = await verdictOf(found)
  return {
    named,
    report: {
      ...report,
      image: {
        ...report.image,
        reference: named.reference,
        ...(platforms === undefined ? {} : { platforms }),
      },
    },
    ...(signature === undefined ? {} : { signature }),
    ...(tagDigest === undefined ? {} : { tagDigest }),
  }
}

/** What could not be read of signatures leaves the verdict open, and nothing else of the image. */
async function verdictOf({ verify }: FoundImage): Promise<SignatureVerdict | undefined> {
  try {
    return await verify?.()
  } catch (error) {
    return { verdict: 'unknown', why: reasonToLeave(error).message }
  }
}

async function findIn(sources: readonly ImageSource[], named: NamedImage): Promise<FoundImage> {
  for (const source of sources) {
    const found = await source.find(named)
    if (found !== undefined) return found
  }
  throw new OpenError('unopened-image', 'It is in none of the places that were named.')
}

function unopened(named: NamedImage, { code, message: reason, remedy }: OpenError): UnopenedPlatformImage {
  const { reference, places } = named
  return {
    named,
    reason,
    problem: { ...problemIn(places[0], code, `Image ${reference} cannot be opened: ${reason}`), remedy },
  }
}

function problemIn(place: Origin, code: ProblemCode, message: string): Problem {
  return { code, message, location: locate(place), remedy: problemKinds[code].remedy }
}

/** Why it was not opened, or what was not read of it: told at the line that names the image, once for each kind. */
export function problemsOf(image: PlatformImage): readonly Problem[] {
  if ('problem' in image) return [image.problem]
  const { named, report } = image
  // A statement that is about nothing in one image may be about another.
  const own = report.problems.filter(({ code }) => code !== 'vex-unmatched')
  const groups = Map.groupBy(own, ({ code }) => code)
  return [...groups].flatMap(([code, [first, ...others]]) => {
    if (first === undefined) return []
    const more =
      others.length === 0 ? '' : ` And ${others.length} more of this kind: bulkhead image tells them.`
    const { file } = first.location
    const where = file.startsWith('layer ') ? `${file}: ` : ''
    return [problemIn(named.places[0], code, `Image ${named.reference}: ${where}${first.message}${more}`)]
  })
}
