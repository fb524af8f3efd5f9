/** So many bytes come next; what they say tells what follows. */
interface Step {
  readonly length: number
  /** A frame starts here. */
  readonly isStart?: boolean
  /** Told the bytes, where they are few: of others only the length matters. */
  readonly next: (bytes: Buffer) => Step
}

const longestField = 4
const frameMagic = 0xfd2fb528
const skippableMagic = 0x184d2a50

const start: Step = { length: 4, isStart: true, next: afterMagic }
/** What is no frame, the decompressor tells. */
const rest: Step = { length: Infinity, next: () => rest }

function afterMagic(bytes: Buffer): Step {
  const magic = bytes.readUInt32LE()
  if (magic === frameMagic) return { length: 1, next: afterDescriptor }
  const isSkippable = magic >>> 4 === skippableMagic >>> 4
  return isSkippable ? { length: 4, next: (size) => pass(size.readUInt32LE(), start) } : rest
}

function pass(length: number, next: Step): Step {
  return length === 0 ? next : { length, next: () => next }
}

/** The descriptor tells how long the rest of the header is, and whether a checksum ends the frame. */
function afterDescriptor([descriptor = 0]: Buffer): Step {
  const isSingle = (descriptor & 0x20) !== 0
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
  const blocks = blocksUpTo((descriptor & 4) === 0 ? start : pass(4, start))
  return pass((isSingle ? 0 : 1) + dictionaryBytes + sizeBytes, blocks)
}

function blocksUpTo(end: Step): Step {
  const block: Step = {
    length: 3,
    next(bytes) {
      const header = bytes.readUIntLE(0, 3)
      const isRepeated = ((header >> 1) & 3) === 1
      return pass(isRepeated ? 1 : header >> 3, (header & 1) === 0 ? block : end)
    },
  }
  return block
}

/** Cuts zstd data where its frames end (RFC 8878, 3.1): Node's decompressor drops what follows one in the same piece. */
export class ZstdFrames {
  #step = start
  #left = start.length
  #field: Buffer[] = []

  cut(chunk: Buffer): Buffer[] {
    const pieces: Buffer[] = []
    let from = 0
    for (let at = 0; at < chunk.length;) {
      at += this.#take(chunk.subarray(at))
      if (this.#step.isStart !== true || this.#left < this.#step.length) continue
      pieces.push(chunk.subarray(from, at))
      from = at
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
    return pieces
  }

  /** Takes what belongs to the step, as far as it has come, and moves on where it is complete. */
  #take(bytes: Buffer): number {
    const taken = bytes.subarray(0, Math.min(this.#left, bytes.length))
    if (this.#step.length <= longestField) this.#field.push(Buffer.from(taken))
    this.#left -= taken.length
    if (this.#left > 0) return taken.length
    this.#step = this.#step.next(Buffer.concat(this.#field))
    this.#left = this.#step.length
    this.#field = []
    return taken.length
  }
}
