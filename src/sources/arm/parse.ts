import { readArm } from '../../arm/assets.ts'
import type { ArmResource } from '../../arm/resource.ts'
import type { Node } from '../../kernel/tree.ts'
import type { AzureAsset } from '../../model/azure.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { type Parsed, withoutRepeats } from '../parsed.ts'
import { type ArmKind, armKindOf } from './classify.ts'
import { exportedResources, rowsIn } from './exports.ts'
import { treeOf } from '../../template/json.ts'
import { givenBy, isFor, type ParameterFile } from '../../template/parameter-files.ts'
import { armResources } from '../../template/arm-resources.ts'
import { unreadIn } from '../../template/unread.ts'
import { Walk } from '../../template/walk.ts'

/**
 * Reads templates of ARM, each worked out as a deployment of it would with what stands in the files, and what Azure itself
 * shows of what is there; all of it in the shape of ARM.
 */
export function parseArm(documents: readonly Document[]): readonly Parsed[] {
  const files = documents.map(fileOf)
  const exported = parseExports(files.filter(({ kind }) => kind === 'export'))
  const parameters = files.filter(isParameterFile)
  const told = files.map((file) => {
    if (file.kind === 'export') return { ...(exported.get(file.document) ?? nothing) }
    return file.kind === 'template' ? parseTemplate(file, parameters) : parseParameters(file, files)
  })
  return withoutRepeats(told.map((parsed, index) => withFaults(parsed, files[index])))
}

interface ArmFile {
  readonly document: Document
  readonly kind: ArmKind | undefined
  readonly tree: Node | undefined
  readonly faults: readonly Problem[]
}

const nothing: Parsed = { facts: [], problems: [], objectCount: 0 }

function fileOf(document: Document): ArmFile {
  const faults: Problem[] = []
  return { document, kind: armKindOf(document), tree: treeOf(document, faults), faults }
}

function withFaults(parsed: Parsed, file: ArmFile | undefined): Parsed {
  return { ...parsed, problems: [...(file?.faults ?? []), ...parsed.problems] }
}

function isParameterFile(file: ArmFile): file is ArmFile & ParameterFile {
  return file.kind === 'parameters' && file.tree !== undefined
}

function parseTemplate({ document, tree }: ArmFile, files: readonly ParameterFile[]): Parsed {
  if (tree === undefined) return nothing
  const walk = new Walk(document)
  walk.root(tree, givenBy(files.filter((file) => isFor(file, document))))
  const { facts, problems } = readAll(armResources(walk, document))
  return {
    facts,
    problems: [
      ...walk.problems,
      ...problems,
      ...exhausted(walk, document),
      ...unreadIn(walk.resources, document),
    ],
    objectCount: walk.resources.length,
  }
}

/** Told once all that a template declares was worked out, or should have been. */
function exhausted({ budget }: Walk, document: Document): readonly Problem[] {
  if (budget.left >= 0) return []
  const message = 'The template takes too long to work out; what is left of it is not known.'
  return [problemAt('too-large', message, { document, offset: 0 })]
}

/** A file of parameters counts for the template beside it. */
function parseParameters({ document, tree }: ArmFile, files: readonly ArmFile[]): Parsed {
  const isUsed = files.some(
    (file) => file.kind === 'template' && tree !== undefined && isFor({ document, tree }, file.document),
  )
  return { ...nothing, objectCount: isUsed ? 1 : 0 }
}

function parseExports(files: readonly ArmFile[]): ReadonlyMap<Document, Parsed> {
  const rows = files.map(({ document, tree }) => (tree === undefined ? [] : rowsIn(tree, document)))
  const { facts, problems } = readAll(exportedResources(rows.flat()))
  return new Map(
    files.map(({ document }, index) => [
      document,
      {
        facts: facts.filter(({ origin }) => origin.document === document),
        problems: problems.filter(({ location }) => location.file === document.path),
        objectCount: rows[index]?.length ?? 0,
      },
    ]),
  )
}

function readAll(
  resources: readonly ArmResource[],
): Pick<Parsed, 'problems'> & { readonly facts: readonly AzureAsset[] } {
  const problems: Problem[] = []
  const facts = resources
    .map((resource) => readArm(resource, problems))
    .filter((asset) => asset !== undefined)
  return { facts, problems }
}
