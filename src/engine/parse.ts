import type { Skipped } from '../findings/report.ts'
import type { Document } from '../model/origin.ts'
import type { Fact } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'
import { armKindOf } from '../template/arm-kind.ts'
import { parseArm } from '../sources/arm/parse.ts'
import { parseBicep } from '../sources/bicep/parse.ts'
import { classify, type FileKind } from '../sources/classify.ts'
import { parseComposeFiles } from '../sources/compose/parse.ts'
import { parseDockerfile } from '../sources/dockerfile/parse.ts'
import { parseManifests, parseObjects } from '../sources/kubernetes/parse.ts'
import { parsePipeline } from '../sources/pipelines/parse.ts'
import { isPipeline } from '../sources/pipelines/recognise.ts'
import { isPlan } from '../sources/terraform/plan/classify.ts'
import { parseTerraform } from '../sources/terraform/parse.ts'
import { eachAlone, type GroupParser, type Parsed } from '../sources/parsed.ts'

/** What all documents tell. */
export interface ParsedDocuments {
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly Skipped[]
  readonly objectCount: number
}

/** The source that understands each kind of file. Any YAML or JSON file may be a manifest. */
const parsers: Readonly<Partial<Record<FileKind, GroupParser>>> = {
  arm: parseArm,
  bicep: parseBicep,
  compose: parseComposeFiles,
  dockerfile: eachAlone(parseDockerfile),
  manifest: parseManifests,
  pipeline: eachAlone(parsePipeline),
  terraform: parseTerraform,
  other: parseManifests,
}

/** Hands every document to the source that understands it, and puts in order what they tell. */
export function parseDocuments(documents: readonly Document[]): ParsedDocuments {
  const facts: Fact[] = []
  const problems: Problem[] = []
  const skipped: Skipped[] = []
  let objectCount = 0
  const parsedBy = withObjects(parseGroups(documents))
  const read = new Set([...parsedBy.values()].flatMap(({ alsoRead }) => alsoRead ?? []))
  for (const document of documents) {
    const parsed = parsedBy.get(document)
    if (parsed === undefined || isAboutSomethingElse(document, parsed)) {
      if (!read.has(document))
        skipped.push({ path: document.path, reason: 'defines nothing of the platform' })
      continue
    }
    objectCount += parsed.objectCount
    for (const fact of parsed.facts) facts.push(fact)
    for (const problem of parsed.problems) problems.push(problem)
  }
  return { facts, problems, skipped, objectCount }
}

function parseGroups(documents: readonly Document[]): ReadonlyMap<Document, Parsed> {
  const parsedBy = new Map<Document, Parsed>()
  const byPath = new Map(documents.map((document) => [document.path, document]))
  for (const [parse, group] of Map.groupBy(documents, (document) => parsers[kindOf(document)])) {
    for (const [index, parsed] of (parse?.(group, (path) => byPath.get(path), documents) ?? []).entries()) {
      const document = group[index]
      if (document !== undefined) parsedBy.set(document, parsed)
    }
  }
  return parsedBy
}

/** Objects of Kubernetes that another language declares, understood as manifests are. */
function withObjects(parsedBy: ReadonlyMap<Document, Parsed>): ReadonlyMap<Document, Parsed> {
  const trees = [...parsedBy.values()].flatMap(({ objects = [] }) => objects)
  const told = parseObjects(trees).values()
  return new Map(
    [...parsedBy].map(([document, parsed]) => {
      const own = (parsed.objects ?? []).map(() => told.next().value ?? parsed)
      return [
        document,
        {
          ...parsed,
          facts: [...parsed.facts, ...own.flatMap(({ facts }) => facts)],
          problems: [...parsed.problems, ...own.flatMap(({ problems }) => problems)],
        },
      ]
    }),
  )
}

/** Renderers write manifests, whatever their templates are called. What JSON is about tells itself alone. */
function kindOf(document: Document): FileKind {
  if (document.locate !== undefined) return 'manifest'
  const kind = classify(document.path)
  if (/\.json$/i.test(document.path) && isPlan(document.text)) return 'terraform'
  if (kind === 'manifest' && isPipeline(document)) return 'pipeline'
  const mayBeArm = kind === 'other' || /\.jsonc?$/i.test(document.path)
  return mayBeArm && armKindOf(document) !== undefined ? 'arm' : kind
}

/**
 * Any YAML or JSON file may be a manifest. One that cannot be parsed but names an `apiVersion` was meant to be: its
 * problems count, as do those of a file whose name tells what it is.
 */
function isAboutSomethingElse(document: Document, { objectCount, problems }: Parsed): boolean {
  const parser = parsers[kindOf(document)]
  if (parser === parseArm) return objectCount === 0 && problems.length === 0
  const mayBe = parser === parseManifests
  return mayBe && objectCount === 0 && !/^[ \t{]*["']?apiVersion["']?[ \t]*:/m.test(document.text)
}
