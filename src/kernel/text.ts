/** A place in a text, both counted from 1, the column in UTF-16 units (SARIF 2.1.0 §3.30.2 default for text). */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Maps offsets of a text to lines; built once per text, on first use. */
export interface LineIndex {
  readonly lineCount: number
  positionAt(offset: number): Position
  /** Offset of the first character of a line, counted from 1. */
  startOf(line: number): number
}

/** Indexes the line starts of a text. Line ends are `\n`, with or without `\r` before. */
export function indexLines(text: string): LineIndex {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineAt = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    lineCount: starts.length,
    positionAt(offset) {
      const bounded = Math.max(0, Math.min(offset, text.length))
      const line = lineAt(bounded)
      return { line: line + 1, column: bounded - (starts[line] ?? 0) + 1 }
    },
    startOf: (line) => starts[line - 1] ?? text.length,
  }
}

/** One line of a text, counted from 1, without its line end; empty beyond the last. */
export function lineOf(text: string, lines: LineIndex, line: number): string {
  return text.slice(lines.startOf(line), lines.startOf(line + 1)).replace(/\r?\n$/, '')
}

/** Compares by UTF-16 code units: the same order on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A text without the run of some characters at its end; a pattern such as `/x+$/` would take quadratic time. */
export function trimEndOf(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
