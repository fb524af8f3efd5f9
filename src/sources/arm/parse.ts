import type { Node } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import type { Problem } from '../../model/problem.ts'
import { type FindDocument, type Parsed, withoutRepeats } from '../parsed.ts'
import { type ArmKind, armKindOf } from '../../template/arm-kind.ts'
import { exportedResources, rowsIn } from './exports.ts'
import { linkedFiles, linkedPaths } from './linked.ts'
import { Allowance } from '../../template/allowance.ts'
import { compiledPath, keptModule } from '../../template/compiled.ts'
import { treeOf } from '../../template/json.ts'
import type { Budget, Files } from '../../template/names.ts'
import { givenBy, isFor, type ParameterFile, settingIn } from '../../template/parameter-files.ts'
import { readDeployed, readResources } from '../../template/read-deployed.ts'
import { Walk } from '../../template/walk.ts'

/**
 * Reads templates of ARM, each worked out as a deployment of it would with what stands in the files, and what Azure itself
 * shows of what is there; all of it in the shape of ARM.
 */
export function parseArm(documents: readonly Document[], find: FindDocument): readonly Parsed[] {
  const files = documents.map(fileOf)
  const exported = parseExports(files.filter(({ kind }) => kind === 'export'))
  const parameters = files.filter(isParameterFile)
  const templates = files.filter((file) => file.kind === 'template' && !isCompiled(file.document, find))
  const deployed = deployAll(templates, parameters)
  const told = files.map((file) => {
    if (file.kind === 'export') return { ...(exported.get(file.document) ?? nothing) }
    if (file.kind === 'template') return deployed.get(file) ?? nothing
    return isCompiled(file.document, find) ? nothing : parseParameters(file, files)
  })
  return withoutRepeats(told.map((parsed, index) => withFaults(parsed, files[index])))
}

/** Each template that no other one links to is a root; so is what is left of those that link to each other. */
function deployAll(
  templates: readonly ArmFile[],
  parameters: readonly ParameterFile[],
): ReadonlyMap<ArmFile, Parsed> {
  const allowance = new Allowance()
  const reached = new Set<Document>()
  const project: Project = { parameters, files: linkedFiles(templates, reached) }
  const told = new Map<ArmFile, Parsed>()
  const linked = linkedPaths(templates)
  const isRoot = ({ document }: ArmFile): boolean => !linked.has(document.path)
  for (const file of [...templates.filter(isRoot), ...templates.filter((each) => !isRoot(each))]) {
    const isDeployed = !isRoot(file) && reached.has(file.document)
    told.set(file, isDeployed ? elsewhere : allowance.spend((budget) => parseTemplate(file, budget, project)))
  }
  return told
}

/** What others deploy is told with them. */
const elsewhere: Parsed = { facts: [], problems: [], objectCount: 1 }

interface Project {
  readonly parameters: readonly ParameterFile[]
  readonly files: Files
}

/** What Bicep made of a file beside it tells the same again, and what it made of a module of a registry nobody deploys by itself. */
function isCompiled(document: Document, find: FindDocument): boolean {
  if (keptModule(document) !== undefined) return true
  const source = compiledPath(document)
  return source !== undefined && find(source) !== undefined
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

function parseTemplate({ document, tree }: ArmFile, budget: Budget, { files, parameters }: Project): Parsed {
  if (tree === undefined) return nothing
  const walk = new Walk(document, budget, files)
  walk.root(tree, givenBy(parameters.filter((file) => isFor(file.document, document)).map(settingIn)))
  return readDeployed(walk, document)
}

/** A file of parameters counts for the template beside it. */
function parseParameters({ document, tree }: ArmFile, files: readonly ArmFile[]): Parsed {
  const isUsed = files.some(
    (file) => file.kind === 'template' && tree !== undefined && isFor(document, file.document),
  )
  return { ...nothing, objectCount: isUsed ? 1 : 0 }
}

function parseExports(files: readonly ArmFile[]): ReadonlyMap<Document, Parsed> {
  const rows = files.map(({ document, tree }) => (tree === undefined ? [] : rowsIn(tree, document)))
  const { facts, problems } = readResources(exportedResources(rows.flat()))
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
