/** Names and words are short; longer texts are seldom the same. */
const longest = 64
/** Bounds what a hostile input can make us keep. */
const most = 32_768

/**
 * One string for equal short texts of a set of documents: the same few words stand in them thousands of times, and each
 * would be a string of its own.
 */
export class SharedTexts {
  readonly #known = new Map<string, string>()

  /** The text as it was met first. */
  share(text: string): string {
    if (text.length > longest) return text
    const known = this.#known.get(text)
    if (known !== undefined) return known
    if (this.#known.size === most) this.#known.clear()
    this.#known.set(text, text)
    return text
  }
}
