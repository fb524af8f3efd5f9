import { createHash, type Hash } from 'node:crypto'

import { type Budget, budgetOfImage } from '../model-files/budget.ts'
import { parseDigest } from '../blobs/digest.ts'
import type { LayerBlob } from './layer-blob.ts'
import { OpenError, reasonOf } from '../blobs/open-error.ts'
import { unpackedPassing } from '../blobs/read-unpacked.ts'
import type { Layer, LayerContent, LayerFault, LayerLimits, LayerName } from './layer.ts'
import { LayerScanner } from './layer-scanner.ts'

/** Reads one layer to its end, and verifies it. What is wrong with it is a fault; other layers are read all the same. */
export async function readLayer(
  blob: LayerBlob,
  limits: LayerLimits,
  models: Budget = budgetOfImage(),
): Promise<Layer> {
  const { content } = await readContent(blob, limits, models)
  return { ...nameOf(blob), content }
}

export function nameOf({ index, diffId, digest, createdBy }: LayerName): LayerName {
  return {
    index,
    diffId,
    ...(digest === undefined ? {} : { digest }),
    ...(createdBy === undefined ? {} : { createdBy }),
  }
}

export interface ReadContent {
  readonly content: LayerContent
  /** All of it was there, and it is what the image names. */
  readonly isVerified: boolean
}

/** How the content of a layer is read; what its models take is taken from what they still may. */
export type ContentReader = (blob: LayerBlob, limits: LayerLimits, models: Budget) => Promise<ReadContent>

export async function readContent(
  blob: LayerBlob,
  limits: LayerLimits,
  models: Budget,
): Promise<ReadContent> {
  const scanner = new LayerScanner(limits, blob.index === 0, models)
  const hashes = { packed: hashFor(blob.digest), unpacked: hashFor(blob.diffId) }
  try {
    await pump(blob, { scanner, limits, hashes })
  } catch (error) {
    scanner.fault(faultOf(error))
    return { content: scanner.end(false), isVerified: false }
  }
  const wrong = digestFaults(blob, hashes)
  for (const fault of wrong) scanner.fault(fault)
  return { content: scanner.end(true), isVerified: wrong.length === 0 }
}

/** Whether a layer is still what the image names, without a look at what it holds; of unpacked bytes no more are hashed. */
export async function hasStatedDigest(blob: LayerBlob, unpackedBytes: number): Promise<boolean> {
  const { digest, diffId } = blob
  const hash = hashFor(digest ?? diffId)
  let left = digest === undefined ? unpackedBytes : Infinity
  try {
    for await (const chunk of digest === undefined ? unpackedPassing(blob.open()) : blob.open()) {
      hash?.update(chunk)
      left -= chunk.length
      if (left < 0) return false
    }
  } catch {
    return false
  }
  return digestFault(digest ?? diffId, hash, '').length === 0
}

interface Hashes {
  readonly packed: Hash | undefined
  readonly unpacked: Hash | undefined
}

function hashFor(text: string | undefined): Hash | undefined {
  const digest = text === undefined ? undefined : parseDigest(text)
  return digest === undefined ? undefined : createHash(digest.algorithm)
}

interface Pump {
  readonly scanner: LayerScanner
  readonly limits: LayerLimits
  readonly hashes: Hashes
}

/** The bytes behind the end of the archive are read as well: digests are about all of them. */
async function pump(blob: LayerBlob, { scanner, limits, hashes }: Pump): Promise<void> {
  const packed = new Counted(blob.open(), hashes.packed)
  for await (const chunk of unpackedPassing(packed)) {
    hashes.unpacked?.update(chunk)
    scanner.write(chunk)
    if (packed.bytes > (blob.size ?? Infinity)) throw tooLong(blob)
    const why = whyTooMuch(scanner.bytes, packed.bytes, limits)
    if (why !== undefined) throw new OpenError('image-too-large', why)
  }
}

/** Nobody sends more than the manifest says, but to fill a disk or a memory. */
function tooLong({ size }: LayerBlob): OpenError {
  return new OpenError(
    'wrong-digest',
    `The layer has more than the ${size} bytes that the manifest names; it was not read any further.`,
  )
}

/** Bytes on their way to be unpacked, counted and hashed. */
class Counted implements AsyncIterable<Buffer> {
  readonly #chunks: AsyncIterable<Buffer>
  readonly #hash: Hash | undefined
  bytes = 0

  constructor(chunks: AsyncIterable<Buffer>, hash: Hash | undefined) {
    this.#chunks = chunks
    this.#hash = hash
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for await (const chunk of this.#chunks) {
      this.bytes += chunk.length
      this.#hash?.update(chunk)
      yield chunk
    }
  }
}

function whyTooMuch(
  bytes: number,
  packed: number,
  { maxBytes, maxRatio, freeBytes }: LayerLimits,
): string | undefined {
  if (bytes > maxBytes) return `The layer has more than ${maxBytes} bytes; the others were not read.`
  if (bytes <= freeBytes || bytes <= packed * maxRatio) return undefined
  return `The layer unpacks to more than ${maxRatio} times its size, as a bomb does; it was not read any further.`
}

function digestFaults(
  { digest, diffId }: LayerBlob,
  { packed, unpacked }: Hashes,
): Pick<LayerFault, 'code' | 'message'>[] {
  return [...digestFault(digest, packed, 'The layer'), ...digestFault(diffId, unpacked, 'The unpacked layer')]
}

function digestFault(
  stated: string | undefined,
  hash: Hash | undefined,
  what: string,
): Pick<LayerFault, 'code' | 'message'>[] {
  if (stated === undefined) return []
  const digest = parseDigest(stated)
  if (digest === undefined || hash === undefined)
    return [
      {
        code: 'wrong-digest',
        message: `${what} has a digest that cannot be verified: '${stated.slice(0, 80)}'.`,
      },
    ]
  const actual = hash.digest('hex')
  if (actual === digest.hex) return []
  return [
    {
      code: 'wrong-digest',
      message: `${what} is not what the image names: ${stated} is named, ${digest.algorithm}:${actual} is there.`,
    },
  ]
}

function faultOf(error: unknown): Pick<LayerFault, 'code' | 'message'> {
  if (error instanceof OpenError) return { code: layerCode(error), message: error.message }
  return { code: 'broken-archive', message: `The layer cannot be unpacked to its end: ${reasonOf(error)}.` }
}

const layerCodes: readonly LayerFault['code'][] = [
  'image-too-large',
  'broken-archive',
  'foreign-layer',
  'wrong-digest',
  'unreachable',
  'registry-refused',
]

function layerCode({ code }: OpenError): LayerFault['code'] {
  return layerCodes.find((each) => each === code) ?? 'unreadable'
}
