import type { ImageReport } from '../../images/image-report.ts'
import { parseImageReference } from '../../model/image-reference.ts'

/** The image of the platform that another one is built on: the highest whose layers lie below, else the one that it states. */
export function baseAmong(image: ImageReport, others: readonly ImageReport[]): ImageReport | undefined {
  const below = others.filter((other) => liesBelow(other, image))
  const highest = below.toSorted((a, b) => b.layers.length - a.layers.length)[0]
  return highest ?? others.find((other) => other !== image && isStated(other, image))
}

/** Whether its layers are the lowest ones of another image, which only then has what is in them from it. */
export function liesBelow({ layers }: ImageReport, image: ImageReport): boolean {
  return (
    layers.length > 0 &&
    layers.length < image.layers.length &&
    layers.every(({ diffId }, index) => diffId !== undefined && diffId === image.layers[index]?.diffId)
  )
}

function isStated(other: ImageReport, { image: { base } }: ImageReport): boolean {
  if (base?.digest !== undefined) return base.digest === other.image.digest
  return base?.name !== undefined && isSameName(base.name, other.image.reference)
}

/** `python:3.13` is `docker.io/library/python:3.13`. */
function isSameName(a: string, b: string): boolean {
  const [first, second] = [parseImageReference(a), parseImageReference(b)]
  if (first === undefined || second === undefined) return a === b
  return (
    first.registry === second.registry &&
    first.repository === second.repository &&
    (first.tag ?? 'latest') === (second.tag ?? 'latest')
  )
}
