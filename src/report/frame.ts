import type { Finding } from '../findings/finding.ts'
import type { Report } from '../findings/report.ts'
import type { Location } from '../model/origin.ts'
import { indexLines, type LineIndex, lineOf } from '../kernel/text.ts'
import { clip, printable } from './printable.ts'

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

/** What stands for a line that holds a secret. */
const withheld = '(not shown: holds a secret)'

/** Cuts code frames; line indexes are kept, so that many findings in one file cost one pass over it. */
export class Framer {
  readonly #sources: ReadonlyMap<string, string>
  readonly #indexes = new Map<string, LineIndex>()
  /** `file:line` of every secret that was found: a frame of its neighbour does not show it either. */
  readonly #secrets: ReadonlySet<string>

  constructor(report: Pick<Report, 'sources' | 'findings'>) {
    this.#sources = report.sources
    this.#secrets = new Set(
      report.findings
        .filter((finding) => finding.isSensitive && finding.verdict === 'fail')
        .flatMap(({ location, related }) => [location, ...related])
        .map(({ file, line }) => `${file}:${line}`),
    )
  }

  /** Nothing where the text is not at hand, or is a secret. */
  frame(finding: Finding, context: number): Frame | undefined {
    return finding.isSensitive ? undefined : this.frameAt(finding.location, context)
  }

  /** Of a place that no finding points at; secrets that were found are withheld all the same. */
  frameAt({ file, line, column }: Location, context: number): Frame | undefined {
    const text = this.#sources.get(file)
    if (text === undefined) return undefined
    const index = this.#indexOf(file, text)
    if (line > index.lineCount) return undefined
    const firstLine = Math.max(1, line - context)
    const lastLine = Math.min(index.lineCount, line + context)
    const lines: string[] = []
    for (let each = firstLine; each <= lastLine; each++) {
      const isSecret = this.#secrets.has(`${file}:${each}`)
      lines.push(isSecret ? withheld : shown(lineOf(text, index, each)))
    }
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
  return clip(printable(line.replaceAll('\t', '  ')), maxLineLength)
}
