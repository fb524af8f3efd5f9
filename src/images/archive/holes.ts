import type { Extent } from './sparse-map.ts'
import type { ContentSink, TarEntry } from './tar-walker.ts'

/** Of holes these are written, one like the other. */
const zeros: Buffer = Buffer.alloc(2 ** 20)
/** After so many of them, a few at a time, whoever reads knows whether the others matter; if so, the whole hole is paid for. */
const tellingBytes = 2 ** 23
const fewBytes = 2 ** 16

/** Who pays for the zeros of a file, which cost nobody who stores them anything. */
export interface Filling {
  /** Whether so many more may be written; where they may not, nothing is paid. */
  readonly allow: (zeros: number) => boolean
  /** To be told where they may not: the sink gets nothing more, and no end. */
  readonly refuse: () => void
}

/** So many zeros for all files that share them. */
export function allowance(most: number): Filling['allow'] {
  let left = most
  return (zeros) => {
    if (zeros > left) return false
    left -= zeros
    return true
  }
}

/** Takes what is stored of a file, and hands on what the file holds: zeros where its holes are. */
export function filled(sink: ContentSink, { extents, size }: TarEntry, filling: Filling): ContentSink {
  return extents === undefined ? sink : new HoleFiller(sink, { extents, size, filling })
}

class HoleFiller implements ContentSink {
  readonly #extents: readonly Extent[]
  readonly #size: number
  readonly #filling: Filling
  /** Nobody once filling was refused. */
  #sink: ContentSink | undefined
  #next = 0
  /** In the file, holes and all. */
  #at = 0
  /** What was not handed on yet. */
  readonly #held: Buffer = Buffer.alloc(fewBytes)
  #length = 0

  constructor(
    sink: ContentSink,
    { extents, size, filling }: { extents: readonly Extent[]; size: number; filling: Filling },
  ) {
    this.#sink = sink
    this.#extents = extents.filter(({ length }) => length > 0)
    this.#size = size
    this.#filling = filling
  }

  write(bytes: Buffer): void {
    for (let rest = bytes; rest.length > 0 && this.#sink !== undefined;) {
      const { at, length } = this.#extents[this.#next] ?? { at: this.#at, length: rest.length }
      this.#fill(at)
      const part = rest.subarray(0, at + length - this.#at)
      this.#put(part)
      if (this.#at === at + length) this.#next++
      rest = rest.subarray(part.length)
    }
  }

  end(): void {
    this.#fill(this.#size)
    this.#flush()
    this.#sink?.end()
  }

  #fill(to: number): void {
    if (to - this.#at < fewBytes) return this.#pay(to - this.#at)
    this.#flush()
    const enough = Math.min(to, this.#at + tellingBytes)
    while (this.#skip(to) < enough) this.#pay(Math.min(fewBytes, enough - this.#at))
    if (this.#skip(to) < to) this.#pay(to - this.#at)
  }

  /** Returns where it stands now: at the end where nobody takes any more. */
  #skip(to: number): number {
    if (this.#sink === undefined) return Infinity
    const idle = Math.min(this.#sink.idle ?? 0, to - this.#at)
    if (idle > 0) this.#sink.skip?.(idle)
    this.#at += idle
    return this.#at
  }

  #pay(length: number): void {
    if (length <= 0) return
    if (!this.#filling.allow(length)) {
      this.#sink = undefined
      return this.#filling.refuse()
    }
    for (let left = length; left > 0; left -= zeros.length)
      this.#put(zeros.subarray(0, Math.min(left, zeros.length)))
  }

  /** Small parts are put together: whoever takes them may copy all that it has for each. */
  #put(bytes: Buffer): void {
    this.#at += bytes.length
    if (this.#length + bytes.length > fewBytes) this.#flush()
    if (bytes.length >= fewBytes) this.#sink?.write(bytes)
    else this.#length += bytes.copy(this.#held, this.#length)
  }

  #flush(): void {
    if (this.#length > 0) this.#sink?.write(this.#held.subarray(0, this.#length))
    this.#length = 0
  }
}
