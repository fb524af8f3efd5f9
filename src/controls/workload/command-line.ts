import { remember } from '../../kernel/remember.ts'
import type { Container } from '../../model/pod.ts'
import type { Hidden, Known } from '../../model/known.ts'
import { type Origin, within } from '../../model/origin.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

/** One word of a command line, also inside the script of a shell, without its quotes. */
export interface Word {
  readonly text: string
  readonly origin: Origin | undefined
}

export interface CommandLine {
  readonly words: readonly Word[]
  /** A part that cannot be read; anything may stand there. */
  readonly hidden: Hidden | undefined
}

/** What a container runs, as far as its manifest tells; an image's own entry point is in it where the image was opened. */
export const commandLineOf: (container: Container) => CommandLine = remember(readCommandLine)

function readCommandLine(container: Container): CommandLine {
  const parts = startParts(container)
  const words = parts.flatMap((part) => {
    if (part.state === 'hidden') return []
    const texts = splitWords(part.value)
    return part.state === 'stated'
      ? placed(texts, part.origin)
      : texts.map((text) => ({ text, origin: undefined }))
  })
  return { words, hidden: parts.find((part) => part.state === 'hidden') }
}

/** Program and arguments, in their order. */
export function startParts({ command, imageStart = [], args }: Container): readonly Known<string>[] {
  return [...command, ...imageStart, ...args]
}

/** Longer scripts are pointed at as a whole: looking for each word costs time in their square. */
const maxSearched = 16_384

/** Words of a script, each where it stands: one after the other, so that equal ones keep apart. */
function placed(texts: readonly string[], whole: Origin): Word[] {
  if (texts.length < 2 || whole.end - whole.start > maxSearched)
    return texts.map((text) => ({ text, origin: whole }))
  let rest = whole
  return texts.map((text) => {
    const origin = within(rest, text)
    if (origin === rest) return { text, origin: whole }
    rest = { document: rest.document, start: origin.end, end: rest.end }
    return { text, origin }
  })
}

function splitWords(text: string): string[] {
  if (!/\s/.test(text.trim())) return [unquote(text.trim())]
  return (text.match(/(?:[^\s"']|"[^"]*"|'[^']*'|["'])+/g) ?? []).filter((word) => word !== '\\').map(unquote)
}

function unquote(word: string): string {
  return word.replace(
    /"([^"]*)"|'([^']*)'/g,
    (_, double: string | undefined, single: string | undefined) => double ?? single ?? '',
  )
}

/** A flag as it was given; the value is absent where none follows. */
export interface Flag {
  readonly value: string | undefined
  readonly origin: Origin | undefined
}

/** Every use of a flag of one of these names, `--name value` or `--name=value`; `_` and `-` are the same. */
export function flagsOf(line: CommandLine, names: readonly string[]): readonly Flag[] {
  return namedFlagsOf(line).filter(({ name }) => names.includes(name))
}

interface NamedFlag extends Flag {
  readonly name: string
}

const namedFlagsOf: (line: CommandLine) => readonly NamedFlag[] = remember(({ words }) =>
  words.flatMap(({ text, origin }, index) => {
    const match = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(text)
    if (match === null) return []
    const [, name = '', value] = match
    const next = words[index + 1]?.text
    const given = value ?? (next?.startsWith('-') === true ? undefined : next)
    return [{ name: name.replaceAll('_', '-'), value: given, origin }]
  }),
)

/** The command line as one text, for programs that are started through others. */
export const textOf: (line: CommandLine) => string = remember(({ words }) =>
  words.map(({ text }) => text).join(' '),
)

/** Fails with the words found; what cannot be read might hold them too. */
export function forbidWords(
  { hidden }: CommandLine,
  found: readonly { readonly origin: Origin | undefined }[],
  message: string,
): Verdict {
  if (found.length > 0) return fail(message, ...found.map(({ origin }) => origin))
  if (hidden === undefined) return pass()
  return doubtful(message, hidden.reason, hidden.origin)
}

/** Addresses that other pods reach. */
export function isOpenAddress(host: string | undefined): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]' || host === '*'
}
