/** Parts of a file that are held, at their places in it. */
export class Ranges {
  readonly size: number
  readonly #parts: readonly { readonly at: number; readonly bytes: Buffer }[]

  /** @param parts in order, without overlaps */
  constructor(size: number, parts: readonly { readonly at: number; readonly bytes: Buffer }[]) {
    this.size = size
    this.#parts = parts
  }

  /** Bytes of the file; nothing where not all of them are held. */
  bytes(from: number, length: number): Buffer | undefined {
    const part = this.#partAt(from)
    if (part === undefined) return undefined
    const start = from - part.at
    return start + length <= part.bytes.length ? part.bytes.subarray(start, start + length) : undefined
  }

  /** As many of these bytes as are held from the first one on. */
  start(from: number, length: number): Buffer {
    const part = this.#partAt(from)
    return part === undefined ? Buffer.alloc(0) : part.bytes.subarray(from - part.at, from - part.at + length)
  }

  #partAt(at: number): { readonly at: number; readonly bytes: Buffer } | undefined {
    let low = 0
    let high = this.#parts.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const part = this.#parts[middle]
      if (part === undefined) return undefined
      if (at < part.at) high = middle - 1
      else if (at >= part.at + part.bytes.length) low = middle + 1
      else return part
    }
    return undefined
  }

  /** Where a signature stands, in order. */
  find(signature: Buffer, most: number): number[] {
    const places: number[] = []
    for (const { at, bytes } of this.#parts) {
      for (let found = bytes.indexOf(signature); found !== -1; found = bytes.indexOf(signature, found + 1)) {
        if (places.length >= most) return places
        places.push(at + found)
      }
    }
    return places
  }
}

export function wholeRange(bytes: Buffer): Ranges {
  return new Ranges(bytes.length, [{ at: 0, bytes }])
}
