import type { Container } from '../../model/pod.ts'
import { parseImageReference, tagOf } from '../../model/image-reference.ts'
import { mapKnown, valueOf } from '../../model/known.ts'
import { forbid, unknown, type Verdict } from '../verdict.ts'

/** Judges the image of a container; one that names none is the business of a control of its own. */
export function forbidImage(
  container: Container,
  isBad: (image: string) => boolean,
  message: string,
): Verdict {
  const { image } = container
  if (image.state === 'hidden') {
    return unknown(
      `Which image container ${container.name} runs cannot be told: ${image.reason}.`,
      image.origin,
    )
  }
  return forbid(image, (text) => text !== undefined && isBad(text), message)
}

/** True where the reference moves: `latest`, or neither tag nor digest, which means the same. */
export function isLatest(image: string): boolean {
  if (image.includes('@')) return false
  const tag = tagOf(image)
  return tag === undefined || tag === 'latest'
}

/** A digest that names one content and no other. */
export function hasDigest(image: string): boolean {
  return parseImageReference(image)?.digest !== undefined
}

/** The container's image for a message, where it is known. */
export function imageName(container: Container): string {
  return valueOf(mapKnown(container.image, (image) => image ?? '')) ?? ''
}
