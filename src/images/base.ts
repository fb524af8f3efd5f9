import type { ImageConfig } from './open/schema.ts'
import type { OpenedImage } from './open/image.ts'

/** Which layers came with the image that this one was built on, and how that is known. */
export interface BaseImage extends StatedBase {
  /** So many of the lowest layers. */
  readonly layers: number
  /** `compared` with the base image itself, or `guessed` from the instructions that the image remembers. */
  readonly evidence: 'compared' | 'guessed'
}

const baseName = 'org.opencontainers.image.base.name'
const baseDigest = 'org.opencontainers.image.base.digest'

/** The layers of the base; nothing where nothing tells where it ends. */
export function findBase(image: OpenedImage, base: OpenedImage | undefined): BaseImage | undefined {
  const stated = statedBase(image)
  const compared = base === undefined ? undefined : countShared(image, base)
  if (compared !== undefined) return { layers: compared, evidence: 'compared', ...stated }
  const guessed = image.config === undefined ? undefined : guessLayers(image.config)
  return guessed === undefined ? undefined : { layers: guessed, evidence: 'guessed', ...stated }
}

/** What whoever built an image says of its base. */
export interface StatedBase {
  readonly name?: string
  readonly digest?: string
}

export function statedBase({ annotations, config }: OpenedImage): StatedBase {
  const labels = config?.config?.Labels ?? {}
  const [name, digest] = [baseName, baseDigest].map((key) => annotations[key] ?? labels[key])
  return { ...(name === undefined ? {} : { name }), ...(digest === undefined ? {} : { digest }) }
}

/** All layers of the base have to be there, from the lowest on: else it is another image. */
function countShared(image: OpenedImage, base: OpenedImage): number | undefined {
  const isBase = base.layers.every(
    ({ diffId }, index) => diffId !== undefined && diffId === image.layers[index]?.diffId,
  )
  return isBase && base.layers.length > 0 ? base.layers.length : undefined
}

/** Images end with what is run; where that stands further down in the history, an image ended that was built on. */
function guessLayers({ history }: ImageConfig): number | undefined {
  const steps = history ?? []
  const lastLayer = steps.findLastIndex(({ empty_layer: isEmpty }) => isEmpty !== true)
  const end = steps
    .slice(0, Math.max(lastLayer, 0))
    .findLastIndex(({ created_by: by = '' }) => runsSomething(by))
  if (end === -1) return undefined
  const layers = steps.slice(0, end).filter(({ empty_layer: isEmpty }) => isEmpty !== true).length
  return layers === 0 ? undefined : layers
}

function runsSomething(instruction: string): boolean {
  return /^(?:\/bin\/sh -c #\(nop\)\s+)?(?:CMD|ENTRYPOINT)\b/.test(instruction)
}

/** Whether a layer came with the image that this one was built on. */
export type LayerOrigin = 'base' | 'own' | 'unknown'
