import { compareText } from '../kernel/text.ts'
import type { ImageFacts, ImageLook } from '../model/image-facts.ts'
import type { Location } from '../model/origin.ts'

/** An image that the platform names, with what was found in it. */
export interface ImageRow {
  /** As it is written first. */
  readonly reference: string
  /** Where that is. */
  readonly location: Location
  /** How many places name it. */
  readonly uses: number
  /** Why it was not opened; what follows is known only of those that were. */
  readonly unopened?: string
  readonly digest?: string
  readonly platform?: string
  readonly found?: ImageFound
}

export interface ImageFound {
  readonly flaws: number
  /** Fixed in a later version. */
  readonly fixable: number
  /** With a fix or without. */
  readonly exploited: number
  /** Those that surely let in whoever talks to the application. */
  readonly lettingIn: number
  readonly maliciousModels: number
  /** Suspicious, or not read to their end. */
  readonly doubtfulModels: number
  readonly secrets: number
  /** Of a distribution that gets no more fixes. */
  readonly isEnded: boolean
  readonly startsAsRoot: boolean
  /** Only where somebody says whose signatures count. */
  readonly signature?: 'pass' | 'fail' | 'unknown'
  /** A part was not read, searched or matched. */
  readonly isPartial: boolean
}

/** An image that a scan was told of. */
export interface LookedAt extends Pick<ImageRow, 'reference' | 'location' | 'uses'> {
  readonly look: ImageLook
}

/** The worst first, then what was not opened, then the sound ones. */
export function imageRows(images: readonly LookedAt[]): readonly ImageRow[] {
  return images
    .map(rowOf)
    .sort((a, b) => badnessOf(b) - badnessOf(a) || compareText(a.reference, b.reference))
}

function rowOf({ reference, location, uses, look }: LookedAt): ImageRow {
  const row = { reference, location, uses }
  if (look.is !== 'opened') return { ...row, unopened: look.is === 'unopened' ? look.reason : '' }
  const { digest, platform } = look.image
  return {
    ...row,
    ...(digest === undefined ? {} : { digest }),
    ...(platform === undefined ? {} : { platform }),
    found: foundIn(look.image),
  }
}

function foundIn({ flaws, models, secrets, distribution, user, signature, gaps }: ImageFacts): ImageFound {
  return {
    flaws: flaws.length,
    fixable: flaws.filter(({ fixed }) => fixed !== undefined).length,
    exploited: flaws.filter(({ isExploited }) => isExploited).length,
    lettingIn: flaws.filter(({ letsIn }) => letsIn === 'yes').length,
    maliciousModels: models.filter(({ verdict }) => verdict === 'malicious').length,
    doubtfulModels: models.filter(({ verdict }) => verdict !== 'malicious').length,
    secrets: secrets.length,
    isEnded: distribution?.isOver === true,
    startsAsRoot: user.is === 'root',
    ...(signature === undefined ? {} : { signature: signature.verdict }),
    isPartial: Object.keys(gaps).length > 0,
  }
}

/** The gravest thing decides; a sum of weights that no lighter things reach together. */
function badnessOf({ found }: ImageRow): number {
  if (found === undefined) return 1
  const faults = [
    found.maliciousModels > 0,
    found.exploited > 0,
    found.lettingIn > 0,
    found.secrets > 0,
    found.signature === 'fail',
    found.doubtfulModels > 0,
    found.isEnded,
    found.startsAsRoot,
    found.flaws > 0,
  ]
  return faults.reduce((sum, isThere, index) => sum + (isThere ? 2 ** (faults.length - index) : 0), 0)
}
