import type { Skipped } from '../findings/report.ts'
import type { Document } from '../model/origin.ts'
import type { Fact } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'
import { classify, type FileKind } from '../sources/classify.ts'
import { parseCompose } from '../sources/compose/parse.ts'
import { parseDockerfile } from '../sources/dockerfile/parse.ts'
import { parseKubernetes } from '../sources/kubernetes/parse.ts'
import { parsePipeline } from '../sources/pipelines/parse.ts'
import type { Parser } from '../sources/parsed.ts'

/** What all documents tell. */
export interface ParsedDocuments {
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly Skipped[]
  readonly objectCount: number
}

/** The source that understands each kind of file. */
const parsers: Readonly<Partial<Record<FileKind, Parser>>> = {
  compose: parseCompose,
  dockerfile: parseDockerfile,
  manifest: parseKubernetes,
  pipeline: parsePipeline,
}

/** Hands every document to the source that understands it. */
export function parseDocuments(documents: readonly Document[]): ParsedDocuments {
  const facts: Fact[] = []
  const problems: Problem[] = []
  const skipped: Skipped[] = []
  let objectCount = 0
  for (const document of documents) {
    const kind = kindOf(document)
    const parse = parsers[kind === 'other' ? 'manifest' : kind]
    const parsed = parse?.(document)
    if (parsed === undefined || isAboutSomethingElse(document, kind, parsed.objectCount)) {
      skipped.push({ path: document.path, reason: 'defines nothing of the platform' })
      continue
    }
    objectCount += parsed.objectCount
    for (const fact of parsed.facts) facts.push(fact)
    for (const problem of parsed.problems) problems.push(problem)
  }
  return { facts, problems, skipped, objectCount }
}

/** Renderers write manifests, whatever their templates are called. */
function kindOf(document: Document): FileKind {
  return document.locate === undefined ? classify(document.path) : 'manifest'
}

/**
 * Any YAML or JSON file may be a manifest. One that cannot be parsed but names an `apiVersion` was meant to be: its
 * problems count, as do those of a file whose name tells what it is.
 */
function isAboutSomethingElse(document: Document, kind: FileKind, objectCount: number): boolean {
  const mayBe = kind === 'manifest' || kind === 'other'
  return mayBe && objectCount === 0 && !/^[ \t{]*["']?apiVersion["']?[ \t]*:/m.test(document.text)
}
