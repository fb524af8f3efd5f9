import type { Document } from '../model/origin.ts'
import type { Fact } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'

/** What one document tells, and what of it could not be read. */
export interface Parsed {
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  /** Things found that define a platform; 0 means that the document is about something else. */
  readonly objectCount: number
}

/** Understands one kind of document. Pure: the document's text is all it has. */
export type Parser = (document: Document) => Parsed

/** Understands all documents of one kind, where one may say something about another; answers in their order. */
export type GroupParser = (documents: readonly Document[]) => readonly Parsed[]

/** A parser of documents that say nothing about each other. */
export function eachAlone(parse: Parser): GroupParser {
  return (documents) => documents.map(parse)
}
