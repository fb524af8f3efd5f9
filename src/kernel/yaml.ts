import { parseEvents, YAMLException } from 'js-yaml'

import type { Node } from './tree.ts'
import { type DuplicateKey, TreeBuilder, TreeError } from './yaml-tree.ts'

/** Kubernetes' own JSON reader stops at 10,000; real objects stay below 40. */
const maxDepth = 200

/** One document of a stream: its tree, or why there is none. */
export type YamlDocument =
  | {
      readonly kind: 'tree'
      readonly start: number
      readonly root: Node
      readonly duplicates: readonly DuplicateKey[]
    }
  | {
      readonly kind: 'error'
      readonly start: number
      readonly end: number
      readonly offset: number
      readonly message: string
    }

/**
 * Reads a YAML or JSON stream into positioned trees, scalars resolved as Kubernetes' own reader does. Each document
 * parses alone: a broken one costs none of the others. Empty documents are left out.
 *
 * @param text the whole file; positions count UTF-16 units from its start
 * @param options.skip documents that match are left out unparsed
 */
export function parseYaml(text: string, options: { readonly skip?: RegExp } = {}): YamlDocument[] {
  return splitDocuments(text).flatMap(({ start, end }) => {
    const source = text.slice(start, end)
    return options.skip?.test(source) === true ? [] : parseDocument(source, start)
  })
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Splits at lines that begin with `---`, as kubectl does (k8s.io/apimachinery yaml.NewYAMLReader). */
function splitDocuments(text: string): Span[] {
  const separator = /^---(?=[ \t\r\n]|$)/gm
  const spans: Span[] = []
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  if (text.includes('---')) {
    for (const match of text.matchAll(separator)) {
      spans.push({ start, end: match.index })
      start = match.index + 3
    }
  }
  spans.push({ start, end: text.length })
  return spans
}

/** True where a document holds only blank lines, comments, directives and end marks. */
function isEmpty(source: string): boolean {
  for (let start = 0; start < source.length;) {
    const newline = source.indexOf('\n', start)
    const end = newline === -1 ? source.length : newline
    const line = source.slice(start, end).trim()
    if (line !== '' && line !== '...' && !line.startsWith('#') && !line.startsWith('%')) return false
    start = end + 1
  }
  return true
}

function parseDocument(source: string, base: number): YamlDocument[] {
  if (isEmpty(source)) return []
  const builder = new TreeBuilder(source, base)
  try {
    builder.build(parseEvents(source, { maxDepth }))
  } catch (error) {
    return [{ kind: 'error', start: base, end: base + source.length, ...describe(error, base) }]
  }
  const { duplicates } = builder
  return builder.roots
    .filter((root) => !(root.kind === 'scalar' && root.value === null))
    .map((root) => ({ kind: 'tree', start: base, root, duplicates }))
}

function describe(error: unknown, base: number): { offset: number; message: string } {
  if (error instanceof TreeError) return { offset: error.offset, message: error.message }
  if (error instanceof YAMLException) {
    return { offset: base + (error.mark?.position ?? 0), message: sentence(error.reason) }
  }
  throw error
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
