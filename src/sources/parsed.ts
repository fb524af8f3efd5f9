import type { Node } from '../kernel/tree.ts'
import type { Document } from '../model/origin.ts'
import type { Fact } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'

/** What one document tells, and what of it could not be read. */
export interface Parsed {
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  /** Things found that define a platform; 0 means that the document is about something else. */
  readonly objectCount: number
  /** Kubernetes objects that another language declares, for the one who understands them. */
  readonly objects?: readonly ObjectTree[]
  /** Documents of other kinds that were read since these name them. */
  readonly alsoRead?: readonly Document[]
}

/** An object of Kubernetes in its own words, each node with the text that it stands in. */
export interface ObjectTree {
  readonly root: Node
  readonly document: Document
  /** False where it cannot be known whether it will be there. */
  readonly isCertain: boolean
}

/** Understands one kind of document. Pure: the document's text is all it has. */
export type Parser = (document: Document) => Parsed

/** The document at a path, where it is part of the input. */
export type FindDocument = (path: string) => Document | undefined

/** Understands all documents of one kind, where one may say something about another; answers in their order. */
export type GroupParser = (
  documents: readonly Document[],
  find: FindDocument,
  all: readonly Document[],
) => readonly Parsed[]

/** A parser of documents that say nothing about each other. */
export function eachAlone(parse: Parser): GroupParser {
  return (documents) => documents.map(parse)
}

/** What is wrong with a part is told once, however many things it is merged into. */
export function withoutRepeats(told: readonly Parsed[]): Parsed[] {
  const seen = new Set<string>()
  return told.map((parsed) => ({
    ...parsed,
    problems: parsed.problems.filter(({ code, message, location }) => {
      const key = [location.file, location.line, location.column, code, message].join('\n')
      return !seen.has(key) && seen.add(key)
    }),
  }))
}
