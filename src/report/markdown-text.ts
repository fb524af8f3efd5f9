import { printable } from './printable.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const joiner = '\u2060'

/**
 * Text of a scanned file as Markdown that renders as that text: no markup, link, HTML or mention comes of it. Hosts
 * resolve `@name`, `#1`, `!1`, `GH-1` and addresses after Markdown, where no escape helps; an invisible joiner does.
 */
export function markdownText(text: string): string {
  return printable(text)
    .replace(/([@#!])(?=\w)|(?<=\bGH-)(?=\d)|(:)(?=\/\/)|(?<=\bwww)(?=\.)/gi, `$1$2${joiner}`)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
}

/** Text of a scanned file as inline code; one space inside where it begins or ends with a backtick. */
export function markdownCode(text: string): string {
  const clean = printable(text)
  const fence = '`'.repeat(longestRun(clean) + 1)
  const pad = /^`|`$|^ .* $/.test(clean) || clean === '' ? ' ' : ''
  return `${fence}${pad}${clean}${pad}${fence}`
}

/** Lines of a scanned file as a fenced block that none of them can close. */
export function markdownBlock(lines: readonly string[], language: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1))
  return [`${fence}${language}`, ...lines, fence]
}

/** Prose of a control: its code spans stay, everything else is text. */
export function markdownProse(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? markdownCode(part.slice(1, -1)) : markdownText(part)))
    .join('')
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
