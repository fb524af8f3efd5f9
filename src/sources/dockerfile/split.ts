import { DockerfileParser, type Heredoc } from 'dockerfile-ast'

import { type Document, linesOf } from '../../model/origin.ts'

/** One instruction's span, here-documents apart; its first word is its keyword. */
export interface RawInstruction {
  readonly start: number
  /** End of the instruction without its here-documents. */
  readonly headEnd: number
  readonly end: number
  readonly heredocs: readonly RawHeredoc[]
  /** What follows its marks (`<<--`) is no here-document that can be told from the rest. */
  readonly isUnclear: boolean
}

export interface RawHeredoc {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface RawDockerfile {
  /** The escape character: a backslash, or a backquote where `# escape=` says so. */
  readonly escape: string
  readonly syntax: { readonly text: string; readonly start: number; readonly end: number } | undefined
  readonly instructions: readonly RawInstruction[]
}

type Position = ReturnType<Heredoc['getStartRange']>['start']

/** Splits a Dockerfile into instructions. */
export function splitDockerfile(document: Document): RawDockerfile {
  const lines = linesOf(document)
  const offsetOf = ({ line, character }: Position): number =>
    Math.min(lines.startOf(line + 1) + character, document.text.length)
  const parsed = DockerfileParser.parse(sameLength(document.text))
  const directives = parsed.getDirectives()
  const syntax = directives.find((each) => each.getName().toLowerCase() === 'syntax')
  const range = syntax?.getValueRange()
  return {
    escape: parsed.getEscapeCharacter() === '`' ? '`' : '\\',
    syntax:
      syntax === undefined || range === undefined || range === null
        ? undefined
        : { text: syntax.getValue(), start: offsetOf(range.start), end: offsetOf(range.end) },
    instructions: parsed.getInstructions().map((instruction) => {
      const { start, end } = instruction.getRange()
      const isPlain = !document.text.slice(offsetOf(start), offsetOf(end)).includes('<<')
      const read = isPlain ? [] : heredocsOf(instruction)
      const heredocs = read ?? []
      return {
        start: offsetOf(start),
        headEnd: headEnd(heredocs, { start: offsetOf(start), end: offsetOf(end), offsetOf }),
        end: offsetOf(end),
        isUnclear: read === undefined,
        heredocs: heredocs.flatMap((heredoc) => readHeredoc(heredoc, offsetOf)),
      }
    }),
  }
}

/**
 * What the parser reads otherwise than the builder does, made harmless without moving any offset: a byte-order mark,
 * line ends of a lone carriage return, number signs far behind in the comments at the head, which take it quadratic time,
 * and the number of a here-document's file descriptor (`3<<EOF`).
 */
function sameLength(text: string): string {
  return text
    .replace(/^\u{FEFF}/u, ' ')
    .replace(/\r(?!\n)/g, ' ')
    .replace(/^(?:[ \t]*#[^\n]*(?:\n|$))+/, (head) => head.replace(/(?<=[^\n]{200})#/g, ' '))
    .replace(/(?<=[ \t])\d{1,9}(?=<<-?["']?\w)/g, (digits) => ' '.repeat(digits.length))
}

/**
 * Declared for RUN and COPY only, though every instruction has it: ADD and ONBUILD take here-documents as well. The parser
 * fails on marks without a name (`<<--`): then there is nothing.
 */
function heredocsOf(instruction: unknown): readonly Heredoc[] | undefined {
  try {
    return (instruction as { getHeredocs(): Heredoc[] }).getHeredocs()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

interface Span {
  readonly start: number
  readonly end: number
  readonly offsetOf: (position: Position) => number
}

function headEnd(heredocs: readonly Heredoc[], { start, end, offsetOf }: Span): number {
  const contents = heredocs.map((heredoc) => heredoc.getContentRange()).filter((range) => range !== null)
  const delimiters = heredocs.map((heredoc) => heredoc.getDelimiterRange()).filter((range) => range !== null)
  const starts = [...contents, ...delimiters].map((range) => offsetOf({ ...range.start, character: 0 }))
  return starts.length === 0 ? end : Math.max(start, Math.min(...starts) - 1)
}

function readHeredoc(heredoc: Heredoc, offsetOf: Span['offsetOf']): RawHeredoc[] {
  const range = heredoc.getContentRange()
  if (range === null) return []
  return [{ name: heredoc.getName(), start: offsetOf(range.start), end: offsetOf(range.end) }]
}
