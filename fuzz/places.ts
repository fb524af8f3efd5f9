import assert from 'node:assert/strict'

import { type Document, linesOf, type Location } from '../src/model/origin.ts'

/** A place is one that a person can open. */
export function checkPlace({ file, line, column }: Location, document: Document): void {
  assert.equal(file, document.path)
  const lines = linesOf(document)
  assert.ok(line >= 1 && line <= lines.lineCount, `line ${line} is one of ${lines.lineCount}`)
  const length = lines.startOf(line + 1) - lines.startOf(line)
  assert.ok(column >= 1 && column <= length + 1, `column ${column} of line ${line} has ${length} characters`)
}
