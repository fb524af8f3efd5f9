import type { Document } from '../kernel/document.ts'
import { type Node, placedIn } from '../kernel/tree.ts'
import { parseYaml } from '../kernel/yaml.ts'
import { type Problem, problemAt } from '../model/problem.ts'

/** The tree of a JSON text, each node with its document. Templates may have comments. */
export function treeOf(document: Document, problems: Problem[]): Node | undefined {
  return placedTree(document, withoutComments(document.text), problems)
}

/** The tree of a text of JSON or YAML. */
export function treeOfData(document: Document): Node | undefined {
  return /\.ya?ml$/i.test(document.path) ? placedTree(document, document.text, []) : treeOf(document, [])
}

function placedTree(document: Document, text: string, problems: Problem[]): Node | undefined {
  const [read] = parseYaml(text, { part: { start: skipMark(text), end: text.length } })
  if (read === undefined) return undefined
  if (read.kind === 'error') {
    problems.push(problemAt('broken-syntax', read.message, { document, offset: read.offset }))
    return undefined
  }
  for (const { key, offset } of read.duplicates) {
    const message = `Key '${key.slice(0, 80)}' stands twice in one map; the last one counts.`
    problems.push(problemAt('duplicate-key', message, { document, offset }))
  }
  return placedIn(document, read.root)
}

function skipMark(text: string): number {
  return text.startsWith('\ufeff') ? 1 : 0
}

const textOrComment = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|\/\/[^\n]*|\/\*.*?(?:\*\/|$)/gs

/** Comments become blanks, so that offsets stay. */
function withoutComments(text: string): string {
  if (!/\/[/*]/.test(text)) return text
  return text.replaceAll(textOrComment, (part) =>
    part.startsWith('"') ? part : part.replaceAll(/[^\n]/g, ' '),
  )
}
