import { daysBetween, isDay } from '../kernel/dates.ts'
import { plural } from '../kernel/text.ts'
import { type BaseApproval, diffIdsOf, liesBelow } from './base-approval.ts'
import { type Weakness, weakness } from './hardening.ts'
import { digestsOf, type NamedImage, type OpenedImage } from './open/image.ts'

/** The base of an image as its builder names it, and what that name stands for now. */
export interface CurrentBase extends NamedImage {
  /** Nothing where its registry was not to be asked. */
  readonly image?: OpenedImage
}

/** What an image is kept up to date by. */
export interface Upkeep {
  /** Nothing where no base is listed. */
  readonly approval: BaseApproval | undefined
  /** Nothing where no registry was asked, or nobody tells the base. */
  readonly currentBase?: CurrentBase | undefined
  readonly today?: string
  /** In days. */
  readonly maxAge: number
}

/** What is weak about an image by what it was built on, and when. */
export function findNeglect(image: OpenedImage, upkeep: Upkeep): Weakness[] {
  const { approval, currentBase } = upkeep
  return [
    ...(approval === undefined ? [] : unapproved(approval)),
    ...(currentBase === undefined ? [] : movedSince(image, currentBase)),
    ...old(image, upkeep),
  ]
}

function unapproved({ verdict, message }: BaseApproval): Weakness[] {
  if (verdict === 'pass') return []
  return [weakness(verdict === 'fail' ? 'base-not-approved' : 'base-unproven', message, ['layer 0'])]
}

/** The layers tell whether it is built on its base as that is now. The digest that it states only speaks against it. */
function movedSince(image: OpenedImage, { name, digest, image: current }: CurrentBase): Weakness[] {
  if (current === undefined)
    return unproven(`It says that it is built on ${name}, whose registry nobody named to be asked`)
  if (liesBelow(image, { layers: diffIdsOf(current) })) return []
  if (digest !== undefined && digestsOf(current).includes(digest))
    return unproven(`It says that it is built on ${name} as that is now, and has other layers`)
  const message = `The base ${name} was rebuilt since; the image still has what it was before.`
  return [weakness('base-moved', message, ['layer 0'])]
}

function unproven(claim: string): Weakness[] {
  return [
    weakness('base-move-unproven', `${claim}: whether that was rebuilt since is not known.`, ['layer 0']),
  ]
}

/** Builds that always make the same bytes write a day before there were containers. */
const firstDay = '2013-03-20'

/** The day on which an image was built; nothing where it does not tell. */
export function buildDay(created: string | null | undefined): string | undefined {
  const day = created?.slice(0, 10) ?? ''
  return isDay(day) && day >= firstDay ? day : undefined
}

function old({ config }: OpenedImage, { today, maxAge }: Upkeep): Weakness[] {
  const built = buildDay(config?.created)
  if (built === undefined || today === undefined) return []
  const age = daysBetween(built, today)
  if (age <= maxAge) return []
  const message = `The image is ${plural(age, 'day')} old, of ${plural(maxAge, 'day')} at most: no fix since then is in it.`
  return [weakness('image-old', message, ['config.created'])]
}
