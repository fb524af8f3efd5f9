import type { ContentSink } from '../archive/tar-walker.ts'
import { findSecrets, type SecretSearch } from '../secrets/find-secrets.ts'
import { HeldText, TextSink } from './text-sink.ts'

/** Searches the texts among the files of one layer for secrets, as long as there are not too many of them. */
export class LayerSecrets {
  /** By path. */
  readonly found: Map<string, SecretSearch['secrets']> = new Map()
  readonly #mostBytes: number
  readonly #held = new HeldText()
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
    return new TextSink(this.#held, (text, linesBefore) => this.#search(path, text, linesBefore))
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

/** Hands the content to both. */
export function both(
  first: ContentSink | undefined,
  second: ContentSink | undefined,
): ContentSink | undefined {
  return first === undefined || second === undefined ? (first ?? second) : new Both(first, second)
}

/** A class: an object with a getter of its own, made for each of a million files, costs more than they do. */
class Both implements ContentSink {
  readonly #first: ContentSink
  readonly #second: ContentSink

  constructor(first: ContentSink, second: ContentSink) {
    this.#first = first
    this.#second = second
  }

  get idle(): number {
    return Math.min(this.#first.idle ?? 0, this.#second.idle ?? 0)
  }

  skip(length: number): void {
    this.#first.skip?.(length)
    this.#second.skip?.(length)
  }

  write(bytes: Buffer): void {
    this.#first.write(bytes)
    this.#second.write(bytes)
  }

  end(): void {
    this.#first.end()
    this.#second.end()
  }
}
