import type { Document, Location } from '../kernel/document.ts'
import { remember } from '../kernel/remember.ts'
import { indexLines, type LineIndex, type Position } from '../kernel/text.ts'

export type { Document, Location }

/** Where one fact stands: a span of a document, in UTF-16 offsets, end exclusive. */
export interface Origin {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/** The line index of a document, built on first use. */
export const linesOf: (document: Document) => LineIndex = remember(({ text }) => indexLines(text))

/** The part of an origin where some text stands, such as one word of a script; the origin itself where none does. */
export function within(origin: Origin, text: string): Origin {
  const { document, start, end } = origin
  const at = text === '' ? -1 : document.text.slice(start, end).indexOf(text)
  return at === -1 ? origin : { document, start: start + at, end: start + at + text.length }
}

/** The place of an origin's first character, in the file that a person edits. */
export function locate(origin: Origin): Location {
  return locateOffset(origin.document, origin.start)
}

/** The place of one offset of a document. */
export function locateOffset(document: Document, offset: number): Location {
  if (document.locate !== undefined) return document.locate(offset)
  const { line, column }: Position = linesOf(document).positionAt(offset)
  return { file: document.path, line, column }
}
