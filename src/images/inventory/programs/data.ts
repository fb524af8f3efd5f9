import type { Held, Range } from './program.ts'

/** More than the data of nearly every program: what of it is longer is not held. */
const mostHeld = 2 ** 25

/** Holds the bytes of a program while they go by, without those that are code. */
export class ProgramData {
  readonly #code: readonly Range[]
  readonly #parts: { readonly at: number; readonly bytes: Buffer }[] = []
  #held = 0
  #offset = 0

  constructor(code: readonly Range[]) {
    this.#code = [...code].sort((a, b) => a.at - b.at)
  }

  write(bytes: Buffer): void {
    const end = this.#offset + bytes.length
    let from = this.#offset
    for (const { at, length } of this.#code) {
      if (at >= end) break
      this.#hold(bytes, from, Math.min(at, end))
      from = Math.max(from, at + length)
    }
    this.#hold(bytes, from, end)
    this.#offset = end
  }

  #hold(bytes: Buffer, from: number, to: number): void {
    if (to <= from || this.#held + to - from > mostHeld) return
    this.#held += to - from
    const part = Buffer.from(bytes.subarray(from - this.#offset, to - this.#offset))
    this.#parts.push({ at: from, bytes: part })
  }

  /** Nothing where not all of it is held. */
  readonly bytes: Held = ({ at, length }) => {
    const pieces: Buffer[] = []
    let next = at
    for (const part of this.#parts) {
      if (part.at > next || next === at + length) break
      const piece = part.bytes.subarray(Math.max(0, next - part.at), at + length - part.at)
      if (part.at + part.bytes.length > next) pieces.push(piece)
      next = Math.max(next, Math.min(at + length, part.at + part.bytes.length))
    }
    return next === at + length ? Buffer.concat(pieces) : undefined
  }
}
