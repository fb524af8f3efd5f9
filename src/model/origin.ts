import { indexLines, type LineIndex, type Position } from '../kernel/text.ts'

/** One text that facts were read from: a file, standard input, or what a renderer made of a chart. */
export interface Document {
  /** Path relative to where the scan was started, with `/`; what every report prints. */
  readonly path: string
  readonly text: string
  /**
   * Where an offset of a rendered text comes from: the template that a person can edit. Absent for texts that are
   * files themselves.
   */
  readonly locate?: (offset: number) => Location
  /** Further places that the text at an offset comes from, such as a line of a chart's values. */
  readonly related?: (offset: number) => readonly Location[]
  /** Where objects of a rendered text go that name no namespace; `default` where it is absent. */
  readonly namespace?: string
}

/** A place that a person can open. */
export interface Location {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
}

/** Where one fact stands: a span of a document, in UTF-16 offsets, end exclusive. */
export interface Origin {
  readonly document: Document
  readonly start: number
  readonly end: number
}

const lineIndexes = new WeakMap<Document, LineIndex>()

/** The line index of a document, built on first use. */
export function linesOf(document: Document): LineIndex {
  const known = lineIndexes.get(document)
  if (known !== undefined) return known
  const lines = indexLines(document.text)
  lineIndexes.set(document, lines)
  return lines
}

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
