/** A word as written, quotes included, and where it stands in its text. */
export interface RawWord {
  readonly raw: string
  readonly start: number
  readonly end: number
}

/** Splits at blanks outside quotes (BuildKit parser, parseNameVal). */
export function splitWords(text: string, escape: string, from = 0): RawWord[] {
  const words: RawWord[] = []
  let at = from
  while (at < text.length) {
    if (isBlank(text[at])) {
      at++
      continue
    }
    const end = endOfWord(text, at, escape)
    words.push({ raw: text.slice(at, end), start: at, end })
    at = end
  }
  return words
}

function endOfWord(text: string, start: number, escape: string): number {
  let quote: string | undefined
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === escape && quote !== "'") at++
    else if (quote !== undefined) quote = character === quote ? undefined : quote
    else if (character === '"' || character === "'") quote = character
    else if (isBlank(character)) return at
  }
  return text.length
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n'
}

/** The items of a JSON array of texts; nothing where the text is none, which makes it a shell command. */
export function jsonWords(text: string): readonly RawWord[] | undefined {
  const trimmed = text.trim()
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined
  const items = parseJson(trimmed)
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string')) return undefined
  const literals = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
  return items.map((item, index) => {
    const start = literals[index]?.index ?? 0
    return { raw: item, start, end: start + (literals[index]?.[0].length ?? 0) }
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
