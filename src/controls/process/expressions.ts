export interface Found {
  readonly text: string
  /** Where it starts in the text around it. */
  readonly at: number
}

/** GitHub refuses longer ones. */
const longest = 21_000

/** The expressions `${{ … }}` of a text, in time that grows as the text does, whatever it is. */
export function expressionsIn(text: string): readonly Found[] {
  const found: Found[] = []
  for (let at = text.indexOf('${{'); at !== -1;) {
    // Of several openings the first counts, as for the runner.
    const close = text.indexOf('}}', at)
    if (close === -1) break
    if (close + 2 - at <= longest) found.push({ text: text.slice(at, close + 2), at })
    at = text.indexOf('${{', close + 2)
  }
  return found
}
