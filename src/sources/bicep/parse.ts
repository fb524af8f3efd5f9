import { dirname } from 'node:path/posix'

import type { AzureAsset } from '../../model/azure.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { Allowance } from '../../template/allowance.ts'
import { armKindOf } from '../../template/arm-kind.ts'
import { compiledPath, keptModule } from '../../template/compiled.ts'
import { treeOf } from '../../template/json.ts'
import type { Budget } from '../../template/names.ts'
import { givenBy, isFor, type Setting, settingIn } from '../../template/parameter-files.ts'
import { readDeployed } from '../../template/read-deployed.ts'
import { Walk } from '../../template/walk.ts'
import { type FindDocument, type Parsed, withoutRepeats } from '../parsed.ts'
import { settingOf } from './parameters.ts'
import { type BicepFile, parseFile } from './parse-file.ts'
import { filesOf, isParameterFile, type Project, resolved } from './project.ts'
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
  const kept = new Map(
    all.flatMap((document) => {
      const link = keptModule(document)
      return link === undefined ? [] : [[link, document] as const]
    }),
  )
  const project: Project = { files: new Map(files.map((file) => [file.document.path, file])), find, kept }
  // Nobody deploys a module by itself.
  const read = new Set<Document>(kept.values())
  const inputs: Inputs = {
    project,
    read,
    plain: Map.groupBy(
      all.filter((document) => armKindOf(document) === 'parameters'),
      ({ path }) => dirname(path),
    ),
    using: Map.groupBy(files, ({ declared, document }) =>
      declared.using === undefined ? '' : resolved(declared.using.path, document),
    ),
  }
  const tell = new Told(project)
  const allowance = new Allowance()
  for (const root of rootsOf(project))
    tell.add(
      root,
      allowance.spend((budget) => deploy(root, budget, inputs)),
    )
  for (const file of files) tell.problem(file, [...file.faults, ...unused(file, project)])
  return withoutRepeats(
    files.map((file, index) => ({ ...tell.of(file), ...(index === 0 ? { alsoRead: [...read] } : {}) })),
  )
}

interface Inputs {
  readonly project: Project
  /** Files that were read and are no Bicep. */
  readonly read: Set<Document>
  /** Files of parameters that are JSON, by their folders. */
  readonly plain: ReadonlyMap<string, readonly Document[]>
  /** Files of parameters, by the template that they use. */
  readonly using: ReadonlyMap<string, readonly BicepFile[]>
}

type Deployed = ReturnType<typeof readDeployed>

function deploy({ document, template }: BicepFile, budget: Budget, inputs: Inputs): Deployed {
  const { project, read, using, plain } = inputs
  const walk = new Walk(document, budget, filesOf(project, read))
  const own = (using.get(document.path) ?? []).map((file) => settingOf(file, project, walk))
  const beside = plain.get(dirname(document.path)) ?? []
  const others = beside.filter((each) => isFor(each, document)).map((each) => plainSetting(each, read))
  walk.root(template, givenBy([...own, ...others]), compiledOf(document, inputs))
  return readDeployed(walk, document)
}

function plainSetting(document: Document, read: Set<Document>): Setting {
  read.add(document)
  const tree = treeOf(document, [])
  return tree === undefined ? () => undefined : settingIn({ document, tree })
}

/** What Bicep itself made of a file, where it stands beside it. */
function compiledOf({ path }: Document, { project, read }: Inputs): ReturnType<typeof treeOf> {
  const compiled = project.find(path.replace(/\.bicep$/i, '.json'))
  if (compiled === undefined || compiledPath(compiled) !== path) return undefined
  read.add(compiled)
  return treeOf(compiled, [])
}

/** What each file tells: all that stands in it, whichever root it is part of. */
class Told {
  readonly #project: Project
  readonly #facts = new Map<string, AzureAsset[]>()
  readonly #problems = new Map<string, Problem[]>()

  constructor(project: Project) {
    this.#project = project
  }

  add(root: BicepFile, { facts, problems }: Deployed): void {
    for (const fact of facts) listIn(this.#facts, this.#home(fact.origin.document.path, root)).push(fact)
    for (const each of problems) listIn(this.#problems, this.#home(each.location.file, root)).push(each)
  }

  problem({ document }: BicepFile, problems: readonly Problem[]): void {
    listIn(this.#problems, document.path).unshift(...problems)
  }

  of({ document, declared }: BicepFile): Parsed {
    return {
      facts: this.#facts.get(document.path) ?? [],
      problems: this.#problems.get(document.path) ?? [],
      objectCount: declared.count,
    }
  }

  /** What stands in a file that is no Bicep is told with the root that it is part of. */
  #home(path: string, root: BicepFile): string {
    return this.#project.files.has(path) ? path : root.document.path
  }
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key)
  if (known !== undefined) return known
  const made: T[] = []
  lists.set(key, made)
  return made
}

/** A file of parameters for a template that is not here. */
function unused({ document, declared: { using } }: BicepFile, { files }: Project): readonly Problem[] {
  if (using === undefined || !isParameterFile(document) || files.has(resolved(using.path, document)))
    return []
  const message = `The template ${using.path.slice(0, 200)} that this gives values to was not analysed.`
  return [problemAt('missing-module', message, { document, offset: using.at.start })]
}
