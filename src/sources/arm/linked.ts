import { dirname, join } from 'node:path/posix'

import { child, descend, entriesOf, itemsOf, type Node } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import type { Files } from '../../template/names.ts'
import { asText } from '../../values/value.ts'

/** A template, and the tree that it is. */
interface Template {
  readonly document: Document
  readonly tree: Node | undefined
}

function resolved(path: string, from: Document): string {
  return join(dirname(from.path), path)
}

/** Templates as others link to them by their path from the file; `reached` notes which ones were. */
export function linkedFiles(templates: readonly Template[], reached: Set<Document>): Files {
  const byPath = new Map(templates.map((each) => [each.document.path, each]))
  return {
    templateAt: (path, from) => {
      const found = byPath.get(resolved(path, from))
      if (found !== undefined) reached.add(found.document)
      return found?.tree
    },
    documentAt: () => undefined,
  }
}

/** Paths of the templates that others link to: they are deployed with what those give them. */
export function linkedPaths(templates: readonly Template[]): ReadonlySet<string> {
  const links = templates.flatMap(({ document, tree }) =>
    linksIn(tree).map((path) => ({ path: resolved(path, document), from: document.path })),
  )
  return new Set(links.filter(({ path, from }) => path !== from).map(({ path }) => path))
}

function linksIn(template: Node | undefined): readonly string[] {
  const resources = child(template, 'resources')
  const all =
    resources?.kind === 'map' ? [...entriesOf(resources)].map(([, { value }]) => value) : itemsOf(resources)
  return all.flatMap((resource) => {
    const properties = child(resource, 'properties')
    const own = asText(descend(properties, 'templateLink', 'relativePath'))
    const inside = [...linksIn(child(properties, 'template')), ...linksIn(resource)]
    return own === undefined ? inside : [own, ...inside]
  })
}
