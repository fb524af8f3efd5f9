import { plural } from '../kernel/text.ts'
import { printable } from './printable.ts'

/** Text that is already HTML: only `markup` makes it, so that nothing scanned gets into a page unescaped. */
export interface Markup {
  readonly html: string
}

type Value = string | number | Markup | readonly Markup[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A piece of HTML; every value in it is escaped unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let html = strings[0] ?? ''
  values.forEach((value, index) => (html += `${htmlOf(value)}${strings[index + 1] ?? ''}`))
  return { html }
}

function htmlOf(value: Value): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeHtml(value)
  return 'html' in value ? value.html : value.map(({ html }) => html).join('')
}

function escapeHtml(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

export const nothing: Markup = { html: '' }

/** Our own constant text, such as a style sheet, as it is. */
export function verbatim(html: string): Markup {
  return { html }
}

/** Prose of a control: its code spans become code. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`\n]+)`/)
  return markup`${parts.map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`))}`
}

const lineEnd: Markup = { html: '\n' }

/** Lines of preformatted text: their ends are no part of any text that is escaped. */
export function preformatted(lines: readonly (string | Markup)[]): Markup {
  return markup`${lines.map((line, index) => markup`${index === 0 ? nothing : lineEnd}${line}`)}`
}

/** What a page leaves out, "3 more routes" or without a word for it "3 more"; nothing where it shows all. */
export function moreInJson(hidden: number, thing = '', style = 'quiet'): Markup {
  if (hidden <= 0) return nothing
  const more = thing === '' ? `${hidden} more` : plural(hidden, `more ${thing}`)
  return markup`<p class="${style}">… and ${more} in the JSON report.</p>`
}
