import { lookup } from '../../kernel/lookup.ts'
import type { MapNode } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { SyntaxFault } from '../cursor.ts'
import { Declarations } from './declarations.ts'
import { parseDecorators } from './parse-decorators.ts'
import { statements } from './parse-statements.ts'
import { Reader } from './reader.ts'

/** A file of Bicep, or of parameters for one. */
export interface BicepFile {
  readonly document: Document
  readonly declared: Declarations
  readonly template: MapNode
  readonly faults: readonly Problem[]
}

const statementAhead = new RegExp(`^(?:@[A-Za-z]|(?:${Object.keys(statements).join('|')})\\b)`, 'gm')

/** A fault is told at its place; reading goes on at the next line that begins a declaration. */
export function parseFile(document: Document): BicepFile {
  return parseAll(new Reader(document))
}

export function parseAll(reader: Reader): BicepFile {
  const { document } = reader
  const declared = new Declarations()
  const faults: Problem[] = []
  for (let next = 0; next < document.text.length;) {
    reader.at = next
    try {
      next = parseStatement(reader, declared)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      faults.push(problemAt('broken-syntax', fault.message, { document, offset: fault.offset }))
      next = startBehind(document.text, Math.max(next + 1, lineOf(document.text, fault.offset)))
    }
  }
  for (const { name, offset } of declared.repeated)
    faults.push(problemAt('declared-twice', twice(name), { document, offset }))
  reader.at = document.text.length
  return { document, declared, template: declared.template(reader.placeFrom(0)), faults }
}

function twice(name: string): string {
  return `${name.slice(0, 80)} is declared twice in this file, which Bicep refuses; this one was not analysed.`
}

/** Where the next statement starts. */
function parseStatement(reader: Reader, declared: Declarations): number {
  reader.skipLines()
  declared.decorators = parseDecorators(reader)
  if (reader.isAtEnd) return reader.at
  const start = reader.at
  const parse = lookup(statements, reader.peekWord() ?? '')
  if (parse === undefined) return reader.fail('Expected a declaration.')
  reader.expectWord()
  parse(reader, declared, start)
  if (!reader.peeks('\n') && !reader.isAtEnd) reader.fail('Expected a new line.')
  return reader.at
}

function lineOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function startBehind(text: string, offset: number): number {
  statementAhead.lastIndex = offset
  return statementAhead.exec(text)?.index ?? text.length
}
