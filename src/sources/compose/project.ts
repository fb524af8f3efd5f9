import { dirname, join } from 'node:path/posix'

import { child, isAbsent, itemsOf, type MapNode, type Node, textOf } from '../../kernel/tree.ts'
import { classify } from '../classify.ts'
import { type Problem, problemAt, type ProblemCode } from '../../model/problem.ts'
import { resolveExtends } from './extends.ts'
import type { ComposeFile, ComposeFiles } from './files.ts'
import { mergeFiles } from './merge.ts'

/** Names that Docker looks for by itself, in this order (compose-go, `DefaultFileNames`). */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** The override that Docker lays over each file unasked, and nothing for all other files. */
export function pairOverrides(files: readonly ComposeFile[]): ReadonlyMap<ComposeFile, ComposeFile> {
  const pairs = new Map<ComposeFile, ComposeFile>()
  const byPath = new Map(files.map((file) => [file.document.path, file]))
  for (const folder of new Set(files.map(({ document }) => dirname(document.path)))) {
    const [base, over] = [baseNames, overrideNames].map((names) =>
      names.map((name) => byPath.get(join(folder, name))).find((file) => file !== undefined),
    )
    if (base !== undefined && over !== undefined) pairs.set(base, over)
  }
  return pairs
}

/** A project that is put together: the files that it has so far, and what could not be had. */
interface Assembly {
  readonly among: ComposeFiles
  readonly included: Set<ComposeFile>
  readonly problems: Problem[]
}

/** More than a project has: each file is included once, and a chain of them stays short. */
const mostIncluded = 200

/** What Docker makes of files that lie over each other: includes, then extended services, then the files above. */
export function projectOf(
  files: readonly ComposeFile[],
  among: ComposeFiles,
): { readonly root: MapNode | undefined; readonly problems: Problem[] } {
  const assembly: Assembly = { among, included: new Set(files), problems: [] }
  const roots = files.flatMap((file) => file.roots.map((root) => complete(root, assembly)))
  const [first, ...others] = roots
  return { root: first && others.reduce(mergeFiles, first), problems: assembly.problems }
}

function complete(root: MapNode, assembly: Assembly): MapNode {
  const included = includesOf(root, assembly).flatMap((file) =>
    file.roots.map((each) => complete(each, assembly)),
  )
  const whole = [...included.map(resourcesOf), root].reduce((base, over) => mergeFiles(base, over))
  const services = child(whole, 'services')
  return services?.kind === 'map' ? withServices(whole, resolveExtends(services, assembly.among)) : whole
}

/** Only these of an included file are taken over (compose-go, `importResources`). */
const resources = new Set(['services', 'volumes', 'networks', 'secrets', 'configs', 'models'])

function resourcesOf(root: MapNode): MapNode {
  return { ...root, entries: new Map([...root.entries].filter(([key]) => resources.has(key))) }
}

function withServices(root: MapNode, services: MapNode): MapNode {
  const entry = root.entries.get('services')
  if (entry === undefined) return root
  return { ...root, entries: new Map([...root.entries, ['services', { ...entry, value: services }]]) }
}

/**
 * The included files, each once. Those that Docker looks for by itself are projects of their own, and judged as such.
 */
function includesOf(root: MapNode, { among, included, problems }: Assembly): ComposeFile[] {
  return includePaths(root).flatMap((node) => {
    const file = among.fileAt(node)
    if (file === undefined) problems.push(...missing(node))
    if (file === undefined || included.has(file) || isOwnProject(file)) return []
    if (included.size >= mostIncluded) {
      problems.push(...problemAtNode('too-many-files', `More than ${mostIncluded} files are included.`, node))
      return []
    }
    included.add(file)
    return [file]
  })
}

function isOwnProject({ document }: ComposeFile): boolean {
  return classify(document.path) === 'compose'
}

/** The paths under `include`; one item may name several files that lie over each other. */
function includePaths(root: MapNode): Node[] {
  return itemsOf(child(root, 'include')).flatMap((item) => {
    const path = item.kind === 'map' ? child(item, 'path') : item
    if (path?.kind === 'list') return [...path.items]
    return isAbsent(path) ? [] : [path]
  })
}

const remotePath = /^(?:oci|https?|git|ssh):|\.git(?:#|$)/

/** Included files that are not part of the input: nothing is fetched. */
function missing(node: Node): Problem[] {
  const path = textOf(node) ?? 'of a hidden name'
  const name = path.slice(0, 80)
  if (remotePath.test(path)) {
    return problemAtNode('remote-base', `The included file ${name} is not here and nothing is fetched.`, node)
  }
  const message = `The included file ${name} is not part of what is scanned.`
  return problemAtNode('missing-dependency', message, node).map((problem) => ({
    ...problem,
    remedy: 'Scan a folder that holds the file as well.',
  }))
}

function problemAtNode(code: ProblemCode, message: string, { document, start }: Node): Problem[] {
  return document === undefined ? [] : [problemAt(code, message, { document, offset: start })]
}
