import { splitArguments, splitShell } from '../../kernel/shell.ts'
import { type ShellCommand } from '../../kernel/shell-command.ts'
import {
  type InlineDocument,
  type Instruction,
  type InstructionFlag,
  type InstructionPair,
  type Keyword,
  keywords,
} from '../../model/image-build.ts'
import { byDefault, hidden, type Known, stated } from '../../model/known.ts'
import type { Document, Origin } from '../../model/origin.ts'
import { joinLines, type LogicalText } from './logical.ts'
import type { RawInstruction } from './split.ts'
import { expandWord, type LookUp } from './variables.ts'
import { jsonWords, type RawWord, splitWords } from './words.ts'

/** What is left of an instruction once its keyword was read. */
interface Body {
  readonly document: Document
  readonly escape: string
  readonly logical: LogicalText
  readonly raw: RawInstruction
  readonly lookUp: (origin: Origin) => LookUp
  /** Index where the next word may begin. */
  readonly from: number
}

/** An instruction, or a word that is none. `isTrigger` where ONBUILD puts it off. */
export type ReadInstruction =
  | { readonly kind: 'instruction'; readonly instruction: Instruction; readonly isTrigger: boolean }
  | { readonly kind: 'unknown'; readonly word: string; readonly offset: number }

const flagged: ReadonlySet<Keyword> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'HEALTHCHECK'])
const withCommand: ReadonlySet<Keyword> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'])
const withJson: ReadonlySet<Keyword> = new Set([...withCommand, 'COPY', 'ADD', 'VOLUME', 'SHELL'])
const withPairs: ReadonlySet<Keyword> = new Set(['ENV', 'ARG', 'LABEL'])
/** Keywords whose words keep `$` as written. */
const literal: ReadonlySet<Keyword> = new Set([
  'SHELL',
  'MAINTAINER',
  'HEALTHCHECK',
  'RUN',
  'CMD',
  'ENTRYPOINT',
])

export function readInstruction(
  raw: RawInstruction,
  source: Pick<Body, 'document' | 'escape' | 'lookUp'>,
): ReadInstruction {
  const logical = joinLines(source.document.text, { start: raw.start, end: raw.headEnd }, source.escape)
  return readKeyword({ ...source, logical, raw, from: 0 })
}

function readKeyword(body: Body, isTrigger = false): ReadInstruction {
  const [word] = splitFirst(body)
  const keyword = keywords.find((each) => each === word.raw.toUpperCase())
  if (keyword === undefined) {
    return { kind: 'unknown', word: word.raw.slice(0, 40), offset: body.logical.offsetAt(word.start) }
  }
  const rest = { ...body, from: word.end }
  if (keyword === 'ONBUILD' && !isTrigger) return readKeyword(rest, true)
  return { kind: 'instruction', instruction: readBody(keyword, rest), isTrigger }
}

function splitFirst({ logical, from }: Body): [RawWord] {
  const start = skipBlanks(logical.text, from)
  const end = /\s|$/g
  end.lastIndex = start
  const stop = end.exec(logical.text)?.index ?? logical.text.length
  return [{ raw: logical.text.slice(start, stop), start, end: stop }]
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (/\s/.test(text[at] ?? '')) at++
  return at
}

function readBody(keyword: Keyword, body: Body): Instruction {
  const { flags, from } = flagged.has(keyword) ? readFlags(body) : { flags: [], from: body.from }
  const rest = { ...body, from }
  const json = withJson.has(keyword) ? readJson(keyword, rest) : undefined
  return {
    keyword,
    origin: { document: body.document, start: body.raw.start, end: body.raw.headEnd },
    flags,
    words: readWords(keyword, rest, json),
    isJson: json !== undefined,
    pairs: withPairs.has(keyword) ? readPairs(keyword, rest) : [],
    commands: withCommand.has(keyword) ? readCommands(keyword, rest, json) : [],
    heredocs: readHeredocs(body),
  }
}

function readFlags(body: Body): { flags: InstructionFlag[]; from: number } {
  const flags: InstructionFlag[] = []
  let from = skipBlanks(body.logical.text, body.from)
  while (body.logical.text.startsWith('--', from)) {
    const end = /\s|$/g
    end.lastIndex = from
    const stop = end.exec(body.logical.text)?.index ?? body.logical.text.length
    const [name = '', ...value] = body.logical.text.slice(from + 2, stop).split('=')
    const origin = placeOf(body, { start: from, end: stop })
    flags.push({ name: name.toLowerCase(), value: expand(body, value.join('='), origin), origin })
    from = skipBlanks(body.logical.text, stop)
  }
  return { flags, from }
}

function readJson(keyword: Keyword, body: Body): readonly RawWord[] | undefined {
  const start = keyword === 'HEALTHCHECK' ? afterCmd(body) : body.from
  const items = jsonWords(body.logical.text.slice(start))
  return items?.map((item) => ({ raw: item.raw, start: item.start + start, end: item.end + start }))
}

/** HEALTHCHECK names CMD before its command. */
function afterCmd(body: Body): number {
  const [word] = splitFirst(body)
  return word.raw.toUpperCase() === 'CMD' ? word.end : body.from
}

function readWords(keyword: Keyword, body: Body, json: readonly RawWord[] | undefined): Known<string>[] {
  if (withPairs.has(keyword)) return []
  if (json !== undefined) return json.map((item) => stated(item.raw, placeOf(body, item)))
  if (withCommand.has(keyword) && keyword !== 'HEALTHCHECK') return []
  return splitWords(body.logical.text, body.escape, body.from).map((word) => {
    const origin = placeOf(body, word)
    return literal.has(keyword) ? stated(word.raw, origin) : expand(body, word.raw, origin)
  })
}

function readPairs(keyword: Keyword, body: Body): InstructionPair[] {
  const words = splitWords(body.logical.text, body.escape, body.from)
  const [first, second] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return []
  if (keyword === 'ARG' || first.raw.includes('=')) return words.map((word) => readPair(body, word))
  const origin = placeOf(body, { start: first.start, end: last.end })
  const value = second === undefined ? '' : body.logical.text.slice(second.start, last.end)
  return [{ name: first.raw, value: expand(body, value, origin), origin }]
}

function readPair(body: Body, word: RawWord): InstructionPair {
  const origin = placeOf(body, word)
  const at = word.raw.indexOf('=')
  if (at === -1) return { name: word.raw, value: byDefault(undefined), origin }
  const name = word.raw.slice(0, at).replace(/^(["'])(.*)\1$/, '$2')
  return { name, value: expand(body, word.raw.slice(at + 1), origin), origin }
}

function readCommands(keyword: Keyword, body: Body, json: readonly RawWord[] | undefined): ShellCommand[] {
  if (json !== undefined) {
    return splitArguments(
      json.map((item) => {
        const { start, end } = placeOf(body, item)
        return { text: item.raw, start, end, isExpanded: false }
      }),
    )
  }
  const from = keyword === 'HEALTHCHECK' ? afterCmd(body) : body.from
  const text = body.logical.text.slice(from)
  if (keyword === 'HEALTHCHECK' && /^\s*none\s*$/i.test(text)) return []
  const commands = splitShell(text, (offset) => body.logical.offsetAt(from + offset))
  return keyword === 'RUN' ? [...commands, ...heredocCommands(body, commands)] : commands
}

const shell = /^(?:ba|da|a|z|k)?sh$/

/** A here-document is a script where nothing else stands on the line, or where a shell reads it. */
function heredocCommands(body: Body, commands: readonly ShellCommand[]): ShellCommand[] {
  const isScript = commands.every(({ name, words }) => name === '' || (shell.test(name) && words.length <= 2))
  if (!isScript) return []
  return body.raw.heredocs.flatMap(({ start, end }) => {
    const text = body.document.text.slice(start, end)
    const [, program] = /^#!\s*(?:\/usr\/bin\/env\s+)?(\S+)/.exec(text) ?? []
    const isShell = program === undefined || shell.test(program.slice(program.lastIndexOf('/') + 1))
    return isShell ? splitShell(text, (offset) => start + offset) : []
  })
}

function readHeredocs({ document, raw }: Body): InlineDocument[] {
  return raw.heredocs.map(({ name, start, end }) => ({
    name,
    text: document.text.slice(start, end),
    origin: { document, start, end },
  }))
}

function expand(body: Body, raw: string, origin: Origin): Known<string> {
  if (raw.includes('{{')) return hidden('unrendered template expression', origin)
  return expandWord(raw, { origin, escape: body.escape }, body.lookUp(origin))
}

function placeOf({ document, logical }: Body, span: { start: number; end: number }): Origin {
  const start = logical.offsetAt(span.start)
  return { document, start, end: Math.max(start, logical.offsetAt(Math.max(span.start, span.end - 1)) + 1) }
}
