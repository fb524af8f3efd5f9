import { OpenError } from '../blobs/open-error.ts'
import type { Collector } from './collector.ts'
import { isEpss } from './epss.ts'

/** Longest record that is read: lists of versions are long. */
export const maxRecordBytes: number = 2 ** 26

/** Takes a text line by line: a record a line where the first line is one, else one text; or a table of EPSS. */
export class RecordLines {
  readonly #collector: Collector
  readonly #whole: string[] = []
  #size = 0
  #isTable: boolean | undefined

  constructor(collector: Collector) {
    this.#collector = collector
  }

  take(line: string): void {
    if (line.trim() === '') return
    this.#isTable ??= isEpss(line)
    if (this.#isTable) this.#collector.takeEpss(line)
    else this.#takeRecord(line)
  }

  #takeRecord(line: string): void {
    if (this.#whole.length === 0 && this.#takeText(line)) return
    this.#whole.push(line)
    this.#size += line.length
    if (this.#size > maxRecordBytes) throw tooLong()
  }

  /** A whole text at once. */
  takeAll(text: string): void {
    if (this.#takeText(text)) return
    for (const line of text.split('\n')) this.take(line)
    this.finish()
  }

  /** Has to be called after the last line. */
  finish(): void {
    if (this.#whole.length > 0 && !this.#takeText(this.#whole.join('\n'))) this.#collector.take(undefined)
  }

  /** False for a text that is no whole JSON. */
  #takeText(text: string): boolean {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return false
    }
    for (const record of Array.isArray(value) ? (value as unknown[]) : [value]) this.#collector.take(record)
    return true
  }
}

/** The lines of a text that comes in pieces. @throws OpenError where one is longer than any record */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > maxRecordBytes) throw tooLong()
  }
  if (rest !== '') yield rest
}

function tooLong(): OpenError {
  return new OpenError('image-too-large', `a record is longer than ${maxRecordBytes} bytes`)
}
