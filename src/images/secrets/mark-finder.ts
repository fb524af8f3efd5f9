/** A word that gives a place away. */
export interface Mark<T> {
  readonly text: string
  /** Only letters of ASCII have another case here. */
  readonly isAnyCase: boolean
  readonly of: T
}

/** So many characters decide whether a closer look is worth it. */
const looked = 3

/**
 * Finds every place of many words in one pass over a text. A set of bits tells of three bytes whether a word may begin with
 * them, which is several times as fast as one expression of all words.
 */
export class MarkFinder<T> {
  readonly #beginnings = new Int32Array(2 ** (8 * looked) / 32)
  readonly #byBeginning = new Map<number, Mark<T>[]>()
  /** Used by one text after the other. */
  #memory: Buffer = Buffer.alloc(0)

  constructor(marks: readonly Mark<T>[]) {
    for (const mark of marks) for (const beginning of beginningsOf(mark)) this.#add(beginning, mark)
  }

  #add(beginning: number, mark: Mark<T>): void {
    const word = beginning >>> 5
    this.#beginnings[word] = (this.#beginnings[word] ?? 0) | (1 << (beginning & 31))
    const others = this.#byBeginning.get(beginning)
    if (others === undefined) this.#byBeginning.set(beginning, [mark])
    else others.push(mark)
  }

  /** In the order of the text; of words at one place, in the order in which they were given. One text after the other. */
  *find(text: string): Generator<{ readonly at: number; readonly of: T }> {
    const bytes = this.#lowBytes(text)
    for (let at = this.#next(bytes, 0); at < text.length; at = this.#next(bytes, at + 1)) {
      for (const mark of this.#byBeginning.get(threeAt(bytes, at)) ?? [])
        if (standsAt(mark, text, at)) yield { at, of: mark.of }
    }
  }

  /** The next place where a word may begin. */
  #next(bytes: Buffer, from: number): number {
    const beginnings = this.#beginnings
    let three = threeAt(bytes, from - 1)
    for (let at = from; at < bytes.length - 2; at++) {
      three = ((three << 8) | (bytes[at + 2] ?? 0)) & 0xffffff
      if ((((beginnings[three >>> 5] ?? 0) >>> (three & 31)) & 1) !== 0) return at
    }
    return bytes.length
  }

  /** Of every character, so that places are the same: what looks alike is told apart by a closer look. */
  #lowBytes(text: string): Buffer {
    if (this.#memory.length < text.length + looked)
      this.#memory = Buffer.allocUnsafeSlow(text.length * 2 + looked)
    this.#memory.write(text, 'latin1')
    this.#memory.fill(0, text.length, text.length + looked)
    return this.#memory.subarray(0, text.length + looked)
  }
}

function threeAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
}

function standsAt({ text: mark, isAnyCase }: Mark<unknown>, text: string, at: number): boolean {
  return text.startsWith(mark, at) || (isAnyCase && isAlike(text.slice(at, at + mark.length), mark))
}

function isAlike(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** The first three bytes as a number, in every way that they may be written; behind a shorter word anything may stand. */
function beginningsOf({ text, isAnyCase }: Mark<unknown>): number[] {
  let found = [0]
  for (let index = 0; index < looked; index++) {
    const bytes = bytesAt(text, index, isAnyCase)
    found = found.flatMap((before) => bytes.map((byte) => (before << 8) | byte))
  }
  return found
}

const anyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte)

function bytesAt(text: string, index: number, isAnyCase: boolean): readonly number[] {
  const letter = text[index]
  if (letter === undefined) return anyByte
  const written = isAnyCase ? [letter.toLowerCase(), letter.toUpperCase()] : [letter]
  return [...new Set(written.map((each) => each.charCodeAt(0) & 0xff))]
}
