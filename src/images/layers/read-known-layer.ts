import { createHash } from 'node:crypto'

import type { LayerBlob } from './layer-blob.ts'
import { type Budget, isAmple, spend, difference } from '../model-files/budget.ts'
import type { Layer, LayerLimits } from './layer.ts'
import type { LayerCache } from './read-cache.ts'
import { type ContentReader, hasStatedDigest, nameOf, readContent } from './read-layer.ts'

/** What the layers of one image are read with. */
export interface LayerReading {
  readonly limits: LayerLimits
  /** What models of the image may still take. */
  readonly models: Budget
  readonly cache?: LayerCache | undefined
  readonly readContent?: ContentReader | undefined
}

/** Reads a layer, or takes what is known of it: the content is the same. */
export async function readKnownLayer(blob: LayerBlob, reading: LayerReading): Promise<Layer> {
  const { limits, models, cache, readContent: read = readContent } = reading
  if (cache === undefined || blob.diffId === undefined)
    return { ...nameOf(blob), content: (await read(blob, limits, models)).content }
  const name = nameInCache(blob, [cache.version, limits])
  const known = cache.find(name)
  const isEnough = known !== undefined && isAmple(difference(models, known.used))
  if (isEnough && (blob.isRemote === true || (await hasStatedDigest(blob, known.content.counts.bytes)))) {
    spend(models, known.used)
    return { ...nameOf(blob), content: known.content }
  }
  const before = { ...models }
  const { content, isVerified } = await read(blob, limits, models)
  // Where the models had less than they may take, other images would be told what is true of this one alone.
  if (isVerified && isAmple(models)) cache.keep(name, { content, used: difference(before, models) })
  return { ...nameOf(blob), content }
}

/** Raised when a content is read or stored in another way, by the same version of the program. */
const storedForm = 5

/** Names all that the content depends on. */
function nameInCache({ index, diffId, digest, size }: LayerBlob, others: readonly unknown[]): string {
  const words = [storedForm, diffId, digest ?? '', size ?? '', index === 0, ...others]
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}
