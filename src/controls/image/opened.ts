import type { Container } from '../../model/pod.ts'
import type { ImageFacts, ImageFlaw, ImageGaps } from '../../model/image-facts.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { pass, unknown, type Verdict } from '../verdict.ts'

/** Whether anybody asked for images to be opened: controls of what is in them ask only then. */
export function isLookedInto(container: Container, platform: Platform): boolean {
  return platform.imageOf(container).is !== 'unasked'
}

/** Judges what is in a container's image; unknown where it was not opened. */
export function judgeImage(
  container: Container,
  platform: Platform,
  judge: (image: ImageFacts, place: Origin) => Verdict,
): Verdict {
  const look = platform.imageOf(container)
  const place = imagePlace(container)
  if (look.is === 'opened') return judge(look.image, place)
  const reason = look.is === 'unopened' ? look.reason : 'it was not opened'
  return unknown(
    `What is in the image of container ${container.name} is not known: ${endless(reason)}.`,
    place,
  )
}

/** Where the image is named. */
export function imagePlace({ image, origin }: Container): Origin {
  return originOf(image) ?? origin
}

/** The image as the container names it. */
export function imageOfContainer({ image, name }: Container): string {
  return `Image ${valueOf(image) ?? ''} of container ${name}`
}

/** Unknown where a part was not looked at, for what was not found. */
export function notFound(container: Container, gap: string | undefined, what: string): Verdict {
  return gap === undefined
    ? pass()
    : unknown(
        `Whether ${what} is in the image of container ${container.name} is not known: ${endless(gap)}.`,
        imagePlace(container),
      )
}

function endless(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

const mostListed = 3

/** The first of several things in words, and how many more there are. */
export function listed(things: readonly string[]): string {
  const more = things.length - mostListed
  return `${things.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** `CVE-2023-48022 in ray 2.6.3 (fixed in 2.8.1)`. */
export function flawsInWords(flaws: readonly ImageFlaw[]): string {
  return listed(
    flaws.map(({ vulnerability, package: name, version, fixed }) => {
      const fix = fixed === undefined ? '' : ` (fixed in ${fixed})`
      return `${vulnerability} in ${name} ${version}${fix}`
    }),
  )
}

/** Why one of some flaws may be exploited that is not known to be; nothing where there is none of them. */
export function exploitedGap(flaws: readonly ImageFlaw[], gaps: ImageGaps): string | undefined {
  return gaps.flaws ?? (flaws.length > 0 ? gaps.exploited : undefined)
}

export function hasFix({ fixed }: ImageFlaw): boolean {
  return fixed !== undefined
}
