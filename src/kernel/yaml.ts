import { EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'

import type { Span } from './json-parts.ts'
import type { Node } from './tree.ts'
import { indentFlow, type IndentedText, isDeficient, maxDepth } from './yaml-indent.ts'
import { type DuplicateKey, TreeBuilder, TreeError } from './yaml-tree.ts'

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
 * @param options.skip documents that it is true for are left out unparsed
 * @param options.part the only document to read
 */
export function parseYaml(text: string, { skip, part }: YamlOptions = {}): YamlDocument[] {
  const spans = part === undefined ? splitDocuments(text) : [part]
  return spans.flatMap(({ start, end }) => {
    const source = withPlainLineBreaks(text.slice(start, end))
    return skip?.(source) === true ? [] : parseDocument(source, start)
  })
}

interface YamlOptions {
  readonly skip?: (source: string) => boolean
  readonly part?: Span | undefined
}

/** Splits at lines that begin with `---`, as kubectl does (k8s.io/apimachinery yaml.NewYAMLReader). */
function splitDocuments(text: string): Span[] {
  const separator = /^---(?=[ \t\r\n]|$)/gm
  const spans: Span[] = []
  let start = 0
  if (text.includes('---')) {
    for (const match of text.matchAll(separator)) {
      spans.push({ start, end: match.index })
      start = match.index + 3
    }
  }
  spans.push({ start, end: text.length })
  return spans.flatMap((span) => splitJson(text, span))
}

/** Byte order marks may precede each document; JSON objects may follow one another without `---`. */
function splitJson(text: string, { start, end }: Span): Span[] {
  const blank = /[\s\ufeff]*/y
  blank.lastIndex = start
  blank.test(text)
  const first = blank.lastIndex
  if (first > start && text.slice(start, first).includes('\ufeff'))
    return splitJson(text, { start: first, end })
  if (text[first] !== '{') return [{ start, end }]
  const cuts = [...text.slice(start, end).matchAll(/\}[ \t]*\r?\n(?=\{)/g)].map(
    ({ index, 0: match }) => start + index + match.length,
  )
  return [start, ...cuts].map((from, index) => ({ start: from, end: cuts[index] ?? end }))
}

/** Line breaks of YAML 1.1 that YAML 1.2, and so js-yaml, does not know: NEL, LS, PS. */
const oldLineBreaks = ['\u0085', '\u2028', '\u2029'] as const

/** Most texts have none, which a search for each tells faster than a pattern. */
function hasOldLineBreak(text: string): boolean {
  return oldLineBreaks.some((lineBreak) => text.includes(lineBreak))
}

/**
 * The text as YAML 1.1 breaks it into lines: a comment ends at such a break, and what follows counts. Inside quotes, and
 * so in all of JSON, they change nothing and stay. One unit becomes one, so that offsets stay.
 */
function withPlainLineBreaks(source: string): string {
  return !hasOldLineBreak(source) || hasBreaksOnlyInQuotes(source)
    ? source
    : source.replace(/[\u0085\u2028\u2029]/g, '\n')
}

function hasBreaksOnlyInQuotes(source: string): boolean {
  let end = 0
  const between: string[] = []
  try {
    for (const event of parseEvents(source, { maxDepth })) {
      if (event.type !== EVENT_ID.SCALAR || !quotedStyles.has(event.style)) continue
      between.push(source.slice(end, event.valueStart))
      end = event.valueEnd
    }
  } catch {
    return false
  }
  return ![...between, source.slice(end)].some(hasOldLineBreak)
}

const quotedStyles: ReadonlySet<number> = new Set([SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED])

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
  let text: IndentedText = { text: source, place: (offset) => offset }
  const place = (offset: number): number => base + text.place(offset)
  try {
    const events = tryEvents(source) ?? parseEvents((text = indentFlow(source)).text, { maxDepth })
    const builder = new TreeBuilder(text.text, place)
    builder.build(events)
    return builder.roots
      .filter((root) => !(root.kind === 'scalar' && root.value === null))
      .map((root) => ({ kind: 'tree', start: base, root, duplicates: builder.duplicates }))
  } catch (error) {
    return [{ kind: 'error', start: base, end: base + source.length, ...describe(error, place) }]
  }
}

/** The events of a text; nothing where its indentation is worth a repair. */
function tryEvents(source: string): ReturnType<typeof parseEvents> | undefined {
  try {
    return parseEvents(source, { maxDepth })
  } catch (error) {
    if (isDeficient(error)) return undefined
    throw error
  }
}

function describe(error: unknown, place: (offset: number) => number): { offset: number; message: string } {
  if (error instanceof TreeError) return { offset: error.offset, message: error.message }
  if (error instanceof YAMLException) {
    return { offset: place(error.mark?.position ?? 0), message: sentence(error.reason) }
  }
  throw error
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
