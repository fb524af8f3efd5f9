import { basename, dirname } from 'node:path/posix'

import { child, isAbsent, type MapNode, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'
import type { Pod } from '../../model/pod.ts'
import { problemAt } from '../../model/problem.ts'
import { Fields, type Reading } from '../fields.ts'
import type { Parsed } from '../parsed.ts'
import { resolveExtends } from './extends.ts'
import { interpolate } from './interpolate.ts'
import { readService } from './service.ts'

/**
 * Reads a Compose file (Compose specification): every service is a pod of one container that Docker starts. Each file is
 * read alone: what a base, an override or the environment may state elsewhere is hidden.
 */
export function parseCompose(document: Document): Parsed {
  const reading: Reading = { document, problems: [] }
  const facts: Pod[] = []
  for (const part of parseYaml(document.text)) {
    if (part.kind === 'error') {
      reading.problems.push(problemAt('broken-syntax', part.message, { document, offset: part.offset }))
      continue
    }
    for (const { key, offset } of part.duplicates) {
      const message = `Key '${key.slice(0, 80)}' stands twice in one map; the last one counts.`
      reading.problems.push(problemAt('duplicate-key', message, { document, offset }))
    }
    const root = interpolate(part.root)
    if (root.kind === 'map') facts.push(...readProject(root, reading))
  }
  return { facts, problems: reading.problems, objectCount: facts.length }
}

function readProject(root: MapNode, reading: Reading): Pod[] {
  const fields = new Fields(reading, root)
  const services = fields.map('services')
  if (services.node?.kind !== 'map') return []
  reportRemoteIncludes(fields)
  const all = services.node
  const project = projectName(root, reading.document.path)
  return services.keys().flatMap((name) => {
    const node = resolveExtends(all, name)
    if (isAbsent(node)) return []
    const origin =
      services.keyOrigin(name) ?? services.originOr({ document: reading.document, start: 0, end: 0 })
    return [readService(new Fields(reading, node), { name, project, origin })]
  })
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

function reportRemoteIncludes(root: Fields): void {
  for (const node of root.nodes('include')) {
    const path = textOf(node) ?? textOf(child(node, 'path'))
    if (path === undefined || !/^(?:oci|https?|git|ssh):|\.git(?:#|$)/.test(path)) continue
    const { document } = root.reading
    const message = `The included file ${path.slice(0, 80)} is not here and nothing is fetched.`
    root.reading.problems.push(problemAt('remote-base', message, { document, offset: node.start }))
  }
}
