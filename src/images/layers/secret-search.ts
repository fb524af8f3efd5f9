import type { ContentSink } from '../archive/tar-walker.ts'
import { decodeText } from '../secrets/decode.ts'
import { findSecrets, longestText, type SecretSearch } from '../secrets/find-secrets.ts'

/** Searches the texts among the files of one layer for secrets, as long as there are not too many of them. */
export class LayerSecrets {
  /** By path. */
  readonly found: Map<string, SecretSearch['secrets']> = new Map()
  readonly #mostBytes: number
  readonly #tell: (path: string, why: string) => void
  #bytes = 0
  #isOverTold = false

  /** @param mostBytes how much text is searched; @param tell takes why a file was not searched */
  constructor(mostBytes: number, tell: (path: string, why: string) => void) {
    this.#mostBytes = mostBytes
    this.#tell = tell
  }

  /** Who takes the content of a file. */
  sinkFor(path: string, size: number): ContentSink | undefined {
    if (this.#mostBytes === 0 || size === 0 || ofPackages.test(path)) return undefined
    return new TextSink((text, linesBefore) => this.#search(path, text, linesBefore))
  }

  #search(path: string, text: string, linesBefore: number): void {
    this.#bytes += text.length
    if (this.#bytes > this.#mostBytes) return this.#tellOver(path)
    const { secrets, unread } = findSecrets(path, text)
    const placed = secrets.map((each) => ({ ...each, line: each.line + linesBefore }))
    if (placed.length > 0) this.found.set(path, [...(this.found.get(path) ?? []), ...placed])
    if (unread !== undefined) this.#tell(path, `It was not wholly searched for secrets. ${unread}`)
  }

  #tellOver(path: string): void {
    if (this.#isOverTold) return
    this.#isOverTold = true
    this.#tell(
      path,
      `The layer has more than ${this.#mostBytes} bytes of text: from here on it was not searched for secrets.`,
    )
  }
}

/** What package managers keep of packages: names, sums and symbols, and no text that anybody here wrote. */
const ofPackages = /^(?:var\/lib\/(?:dpkg|rpm)|(?:usr\/)?lib\/apk\/db)\//

/** A longer text is searched piece by piece, each up to the end of a line. */
const longestPiece = longestText / 2

/** Gathers a text; of what is none, nothing but the first piece is looked at. */
class TextSink implements ContentSink {
  readonly #done: (text: string, linesBefore: number) => void
  #parts: Buffer[] | undefined = []
  #length = 0
  #linesBefore = 0

  /** @param done takes each piece, and how many lines stand before it */
  constructor(done: (text: string, linesBefore: number) => void) {
    this.#done = done
  }

  write(bytes: Buffer): void {
    if (this.#length === 0 && this.#linesBefore === 0 && decodeText(bytes) === undefined)
      this.#parts = undefined
    if (this.#parts === undefined) return
    this.#parts.push(Buffer.from(bytes))
    this.#length += bytes.length
    if (this.#length > longestPiece) this.#keep(this.#handPieces(Buffer.concat(this.#parts)))
  }

  end(): void {
    if (this.#length > 0) this.#hand(Buffer.concat(this.#parts ?? []))
  }

  /** Hands over what is more than one piece; what is left of the bytes is returned. */
  #handPieces(bytes: Buffer): Buffer {
    let rest = bytes
    while (rest.length > longestPiece) {
      const lineEnd = rest.lastIndexOf(0x0a, longestPiece - 1) + 1
      const end = lineEnd === 0 ? longestPiece : lineEnd
      this.#hand(rest.subarray(0, end))
      rest = rest.subarray(end)
    }
    return rest
  }

  #keep(bytes: Buffer): void {
    this.#parts = [bytes]
    this.#length = bytes.length
  }

  #hand(bytes: Buffer): void {
    const text = decodeText(bytes)
    // A NUL further down makes it no text.
    if (text === undefined || text.includes('\0')) return
    this.#done(text, this.#linesBefore)
    this.#linesBefore += text.split('\n').length - 1
  }
}

/** Hands the content to both. */
export function both(
  first: ContentSink | undefined,
  second: ContentSink | undefined,
): ContentSink | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return {
    write: (bytes) => {
      first.write(bytes)
      second.write(bytes)
    },
    end: () => {
      first.end()
      second.end()
    },
  }
}
