import type { AzureAsset } from '../../model/azure.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { armKindOf } from '../../template/arm-kind.ts'
import { treeOf } from '../../template/json.ts'
import { givenBy, isFor, settingIn } from '../../template/parameter-files.ts'
import { type Deployed, readDeployed } from '../../template/read-deployed.ts'
import { Walk } from '../../template/walk.ts'
import { type FindDocument, type Parsed, withoutRepeats } from '../parsed.ts'
import { type BicepFile, parseFile } from './parse-file.ts'
import { filesOf, isParameterFile, type Project, resolved } from './project.ts'
import { settingOf } from './parameters.ts'
import { rootsOf } from './roots.ts'

/**
 * Reads all files of Bicep: each one that no other one calls is a root, worked out as a deployment of it would with what
 * stands in the files. Bicep becomes the template that it stands for, and goes the way of all templates.
 */
export function parseBicep(
  documents: readonly Document[],
  find: FindDocument,
  all: readonly Document[],
): readonly Parsed[] {
  const files = documents.map(parseFile)
  const project: Project = { files: new Map(files.map((file) => [file.document.path, file])), find }
  const settings = all.filter((document) => armKindOf(document) === 'parameters')
  const deployed = rootsOf(project).map((root) => deploy(root, project, settings))
  const alsoRead = deployed.flatMap(({ read }) => read)
  return withoutRepeats(files.map((file) => ({ ...told(file, deployed, project), alsoRead })))
}

interface Root extends Deployed {
  readonly document: Document
  /** Files that were read for it and are no Bicep. */
  readonly read: readonly Document[]
}

function deploy({ document, template }: BicepFile, project: Project, settings: readonly Document[]): Root {
  const read = new Set<Document>()
  const walk = new Walk(document, filesOf(project, read))
  const own = [...project.files.values()].filter(
    (file) =>
      file.declared.using !== undefined &&
      resolved(file.declared.using.path, file.document) === document.path,
  )
  const plain = settings.flatMap((each) => {
    const tree = treeOf(each, [])
    return tree !== undefined && isFor({ document: each, tree }, document) ? [{ document: each, tree }] : []
  })
  for (const each of plain) read.add(each.document)
  walk.root(
    template,
    givenBy([...own.map((file) => settingOf(file, project, walk)), ...plain.map(settingIn)]),
  )
  return { ...readDeployed(walk, document), document, read: [...read] }
}

/** What a file tells: all that stands in it, whichever root it is part of. */
function told(file: BicepFile, roots: readonly Root[], project: Project): Parsed {
  const { document, declared, faults } = file
  const isOwn = (stands: Document | string, root: Root): boolean => {
    const path = typeof stands === 'string' ? stands : stands.path
    return path === document.path || (root.document === document && !project.files.has(path))
  }
  const facts: AzureAsset[] = roots.flatMap((root) =>
    root.facts.filter(({ origin }) => isOwn(origin.document, root)),
  )
  const problems: Problem[] = roots.flatMap((root) =>
    root.problems.filter(({ location }) => isOwn(location.file, root)),
  )
  return { facts, problems: [...faults, ...unused(file, project), ...problems], objectCount: declared.count }
}

/** A file of parameters for a template that is not here. */
function unused({ document, declared: { using } }: BicepFile, { files }: Project): readonly Problem[] {
  if (using === undefined || !isParameterFile(document) || files.has(resolved(using.path, document)))
    return []
  const message = `The template ${using.path.slice(0, 200)} that this gives values to was not analysed.`
  return [problemAt('missing-module', message, { document, offset: using.at.start })]
}
