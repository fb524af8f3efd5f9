import { daysBetween, isDay } from '../kernel/dates.ts'
import { plural } from '../kernel/text.ts'
import { statedBase } from './base.ts'
import type { BaseApproval } from './base-approval.ts'
import { type Weakness, weakness } from './hardening.ts'
import { digestsOf, type OpenedImage } from './open/image.ts'

/** What an image is kept up to date by. */
export interface Upkeep {
  /** Nothing where no base is listed. */
  readonly approval: BaseApproval | undefined
  /** What the name of its base stands for now; nothing where no registry was asked. */
  readonly currentBase?: OpenedImage | undefined
  readonly today?: string
  /** In days. */
  readonly maxAge: number
}

/** What is weak about an image by what it was built on, and when. */
export function findNeglect(image: OpenedImage, upkeep: Upkeep): Weakness[] {
  const { approval, currentBase } = upkeep
  return [
    ...(approval === undefined ? [] : unapproved(approval)),
    ...(currentBase !== undefined && hasMoved(image, currentBase) ? [moved(image)] : []),
    ...old(image, upkeep),
  ]
}

function unapproved({ verdict, message }: BaseApproval): Weakness[] {
  if (verdict === 'pass') return []
  return [weakness(verdict === 'fail' ? 'base-not-approved' : 'base-unproven', message, ['layer 0'])]
}

/** The name of the base stands for another image now: neither a digest nor the layers are the same. */
function hasMoved(image: OpenedImage, current: OpenedImage): boolean {
  const { digest } = statedBase(image)
  if (digest !== undefined && digestsOf(current).includes(digest)) return false
  return current.layers.some(({ diffId }, index) => diffId !== image.layers[index]?.diffId)
}

function moved(image: OpenedImage): Weakness {
  const { name } = statedBase(image)
  const base = name === undefined ? 'The base' : `The base ${name}`
  return weakness('base-moved', `${base} was rebuilt since; the image still has what it was before.`, [
    'layer 0',
  ])
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
