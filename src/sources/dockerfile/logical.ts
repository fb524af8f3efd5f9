/** The text of an instruction as the builder sees it, continuation lines joined, and where each character stands. */
export interface LogicalText {
  readonly text: string
  /** The document's offset of a character. */
  readonly offsetAt: (index: number) => number
}

interface Piece {
  readonly index: number
  readonly offset: number
}

/**
 * Joins the lines of an instruction: a line goes on where it ends with the escape character, blanks after it allowed;
 * comment lines and empty lines in between are left out (Dockerfile reference, Format).
 */
export function joinLines(
  source: string,
  range: { start: number; end: number },
  escape: string,
): LogicalText {
  const pieces: Piece[] = []
  const texts: string[] = []
  let length = 0
  let at = range.start
  while (at < range.end) {
    const lineEnd = source.indexOf('\n', at)
    const stop = lineEnd === -1 || lineEnd > range.end ? range.end : lineEnd
    const line = source.slice(at, stop)
    if (at === range.start || !/^\s*(?:#|$)/.test(line)) {
      const text = withoutEscape(line, escape)
      pieces.push({ index: length, offset: at })
      texts.push(text)
      length += text.length
    }
    at = stop + 1
  }
  return { text: texts.join(''), offsetAt: (index) => offsetAt(pieces, index) }
}

function withoutEscape(line: string, escape: string): string {
  const trimmed = line.trimEnd()
  return trimmed.endsWith(escape) ? trimmed.slice(0, -1) : line.replace(/\r$/, '')
}

function offsetAt(pieces: readonly Piece[], index: number): number {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pieces[middle]?.index ?? 0) <= index) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  return piece === undefined ? index : piece.offset + index - piece.index
}
