import { basename, dirname } from 'node:path/posix'

import { child, type Entry, isAbsent, type MapNode, textOf } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import type { Pod } from '../../model/pod.ts'
import { Fields, type Reading } from '../../values/fields.ts'
import { type FindDocument, type Parsed, withoutRepeats } from '../parsed.ts'
import { type ComposeFile, ComposeFiles } from './files.ts'
import { withoutDoubles } from './merge.ts'
import { pairOverrides, projectOf } from './project.ts'
import { readService } from './service.ts'

/**
 * Reads Compose files (Compose specification): every service is a pod of one container that Docker starts. A file is read
 * with its override, what it includes and what its services extend. What the environment or files that nobody showed may
 * state is hidden.
 */
export function parseComposeFiles(documents: readonly Document[], find: FindDocument): Parsed[] {
  const files = new ComposeFiles(find)
  const own = documents.map((document) => files.read(document))
  const overrides = pairOverrides(own)
  const used = new Set(overrides.values())
  const told = own.map((file) => {
    const over = overrides.get(file)
    if (used.has(file)) return { facts: [], problems: [...file.problems], objectCount: countServices(file) }
    const { facts, problems } = readProject(over === undefined ? [file] : [file, over], files)
    return { facts, problems: [...file.problems, ...problems], objectCount: facts.length }
  })
  return withoutRepeats(withNamedFiles(told, files.all().slice(own.length)))
}

/** Reads one file alone. */
export function parseCompose(document: Document): Parsed {
  const [parsed] = parseComposeFiles([document], () => undefined)
  return parsed ?? { facts: [], problems: [], objectCount: 0 }
}

/** What files tell that are only read because others name them stands with the first of those. */
function withNamedFiles([first, ...others]: readonly Parsed[], named: readonly ComposeFile[]): Parsed[] {
  if (first === undefined) return []
  const problems = [...first.problems, ...named.flatMap((file) => file.problems)]
  return [{ ...first, problems, alsoRead: named.map(({ document }) => document) }, ...others]
}

function countServices({ roots }: ComposeFile): number {
  return roots.reduce((sum, root) => {
    const services = child(root, 'services')
    return sum + (services?.kind === 'map' ? services.entries.size : 0)
  }, 0)
}

function readProject(
  files: readonly [ComposeFile, ...ComposeFile[]],
  among: ComposeFiles,
): Omit<Parsed, 'objectCount'> {
  const [{ document }] = files
  const { root, problems } = projectOf(files, among)
  const reading: Reading = { document, problems }
  const fields = new Fields(reading, root)
  const services = fields.map('services')
  if (root === undefined || services.node?.kind !== 'map') return { facts: [], problems }
  const project = projectName(root, document.path)
  const facts = [...services.node.entries].flatMap(([name, entry]) => {
    if (isAbsent(entry.value)) return []
    const origin = services.keyOrigin(name) ?? services.originOr({ document, start: 0, end: 0 })
    return [readService(new Fields(reading, wholeOf(entry)), { name, project, origin })]
  })
  return { facts: facts satisfies Pod[], problems }
}

/** A service without image and build is a part of one: other files, named on the command line, state the rest. */
function wholeOf({ value }: Entry): Entry['value'] {
  if (value.kind !== 'map') return value
  const isPart = !['image', 'build', 'provider'].some((key) => value.entries.has(key))
  const service = withoutDoubles(value)
  return isPart ? { ...service, rest: value.rest ?? 'another Compose file may state it' } : service
}

/**
 * The project stands for the namespace. The prefix keeps it apart from Kubernetes' namespaces, whose policies and trust
 * do not hold for it: no namespace has a colon in its name.
 */
function projectName(root: MapNode, path: string): string {
  const folder = basename(dirname(path))
  const name = textOf(child(root, 'name')) ?? (folder === '.' || folder === '' ? 'default' : folder)
  return `compose:${name.toLowerCase().replace(/[^a-z0-9_-]/g, '')}`
}
