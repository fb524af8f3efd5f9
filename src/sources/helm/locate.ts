import { indexLines } from '../../kernel/text.ts'
import type { Document, Location } from '../../model/origin.ts'
import { align, readTemplate, type TemplateLine } from './align.ts'
import { type FindValue, valuesWrittenBy } from './values.ts'

/** Where rendered text comes from. */
export interface TemplateOrigin {
  /** Shown path of the template file. */
  readonly path: string
  readonly text: string
  readonly findValue: FindValue
}

/** The rendered text of one template as a document whose places lie in the template. */
export function locatedDocument(path: string, text: string, origin: TemplateOrigin): Document {
  const map = lazily(() => mapLines(text, origin.text))
  const lines = lazily(() => indexLines(text))
  return {
    path,
    text,
    locate(offset) {
      const { line, column } = lines().positionAt(offset)
      return { file: origin.path, ...map().place(line, column) }
    },
    related(offset) {
      const { template, rows } = map()
      const row = rows[lines().positionAt(offset).line - 1] ?? 0
      return distinct(valuesWrittenBy(template, row).flatMap((path) => origin.findValue(path) ?? []))
    },
  }
}

interface LineMap {
  readonly template: readonly TemplateLine[]
  readonly rows: readonly number[]
  place(line: number, column: number): { line: number; column: number }
}

/** Each object aligns with the whole template on its own: helm sorts objects by kind. */
function mapLines(text: string, templateText: string): LineMap {
  const template = readTemplate(templateText)
  const sections = text.split(/^---\n/m)
  const rows = sections.flatMap((section, index) => {
    if (index === 0) return section === '' ? [] : align(section, template)
    const own = align(section.replace(/\n$/, ''), template)
    return [own[0] ?? 0, ...own]
  })
  const rendered = text.split('\n')
  return {
    template,
    rows,
    place(line, column) {
      const row = rows[line - 1] ?? 0
      return { line: row + 1, column: placeColumn(rendered[line - 1] ?? '', column, template[row]) }
    },
  }
}

/** The same character where it is literal text of the template, else the action that wrote it. */
function placeColumn(rendered: string, column: number, line: TemplateLine | undefined): number {
  if (line === undefined) return 1
  const inside = Math.max(0, column - 1 - (rendered.length - rendered.trimStart().length))
  const action = line.text.indexOf('{{')
  return line.indent + 1 + (action === -1 ? Math.min(inside, line.text.length) : Math.min(inside, action))
}

function distinct(locations: readonly Location[]): readonly Location[] {
  return [...new Map(locations.map((each) => [`${each.file}:${each.line}`, each])).values()]
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
