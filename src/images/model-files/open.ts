import { type Budget, budgetOfFile, budgetOfImage, spend, difference } from './budget.ts'
import { openContent } from './content.ts'
import { Notes } from './notes.ts'
import type { ModelFileReport } from './report.ts'

/** Scans one file as its bytes come. */
export interface ModelFileReader {
  /** False once the rest of the bytes cannot matter: the caller may spare itself copying them. */
  readonly wants: boolean
  write(bytes: Uint8Array): void
  /** How many zeros that come next change nothing: they may be skipped instead of written. */
  readonly idle: number
  skip(length: number): void
  /** Call it once, after the last byte or where `wants` is false. */
  end(): ModelFileReport
}

/**
 * Decides from the bytes of a file whether it is a weapon: nothing is executed, loaded or read besides them.
 *
 * @param size of the whole file
 * @param shared what all files of an image may take together; what this one takes is taken from it
 */
export function openModelFile(name: string, size: number, shared: Budget = budgetOfImage()): ModelFileReader {
  const notes = new Notes()
  let format = 'other'
  const given = budgetOfFile(shared)
  const budget = { ...given }
  const place = { notes, budget, name, member: '', depth: 0, isTorch: false }
  const sink = openContent(place, size, (told) => {
    format = told
  })
  return {
    get wants() {
      return sink.wants
    },
    write: (bytes) => sink.write(bytes),
    get idle() {
      return sink.idle
    },
    skip: (length) => sink.skip(length),
    end() {
      sink.end()
      spend(shared, difference(given, budget))
      return notes.report({ name, size, format })
    },
  }
}

/** Scans a small file that is in memory. */
export function scanModelFile(name: string, bytes: Uint8Array): ModelFileReport {
  const reader = openModelFile(name, bytes.length)
  reader.write(bytes)
  return reader.end()
}
