import { indexLines, type LineIndex, lineOf } from '../kernel/text.ts'
import type { Finding } from '../findings/finding.ts'

/** A few lines of source around a finding's place. */
export interface Frame {
  readonly firstLine: number
  readonly lines: readonly string[]
  /** Of `lines`, the one that the finding points at, counted from 0. */
  readonly focus: number
  /** Column of the place in that line, from 1. */
  readonly column: number
}

const maxLineLength = 160

/** Cuts code frames; line indexes are kept, so that many findings in one file cost one pass over it. */
export class Framer {
  readonly #sources: ReadonlyMap<string, string>
  readonly #indexes = new Map<string, LineIndex>()

  constructor(sources: ReadonlyMap<string, string>) {
    this.#sources = sources
  }

  /** Nothing where the text is not at hand, or is a secret. */
  frame(finding: Finding, context: number): Frame | undefined {
    const { file, line, column } = finding.location
    const text = this.#sources.get(file)
    if (text === undefined || finding.isSensitive) return undefined
    const index = this.#indexOf(file, text)
    const firstLine = Math.max(1, line - context)
    const lastLine = Math.min(index.lineCount, line + context)
    const lines: string[] = []
    for (let each = firstLine; each <= lastLine; each++) lines.push(shown(lineOf(text, index, each)))
    return { firstLine, lines, focus: line - firstLine, column }
  }

  #indexOf(file: string, text: string): LineIndex {
    const known = this.#indexes.get(file)
    if (known !== undefined) return known
    const index = indexLines(text)
    this.#indexes.set(file, index)
    return index
  }
}

/** Control characters would let a scanned file write to the reader's terminal. */
function shown(line: string): string {
  const clean = printable(line.replaceAll('\t', '  '))
  return clean.length > maxLineLength ? `${clean.slice(0, maxLineLength)}…` : clean
}

/** Replaces control and bidirectional characters (Trojan Source, CVE-2021-42574) by a visible mark. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    '\u{fffd}',
  )
}
