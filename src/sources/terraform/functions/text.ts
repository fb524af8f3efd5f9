import { trimEndOf } from '../../../kernel/text.ts'
import type { Place } from '../../../kernel/tree.ts'
import {
  asNumber,
  asText,
  asTruth,
  hiddenAt,
  isNull,
  listAt,
  scalarAt,
  type Value,
} from '../../../values/value.ts'
import { joinTexts, replaceAll } from '../../../values/long-text.ts'
import { format } from './format.ts'
import type { CallContext, Functions, TerraformFunction } from './function.ts'
import { safePattern } from './pattern.ts'

/** A function of texts that gives one. */
function ofTexts(count: number, run: (...texts: string[]) => string | undefined): TerraformFunction {
  return {
    knows: 'all',
    run: (given, { at }) => {
      const texts = given.map(asText)
      if (texts.length !== count || texts.includes(undefined)) return undefined
      const made = run(...texts.map((text) => text ?? ''))
      return made === undefined ? undefined : scalarAt(made, at)
    },
  }
}

/** A question about texts. */
function asks(run: (text: string, other: string) => boolean): TerraformFunction {
  return {
    knows: 'all',
    run: ([text, other], { at }) => scalarAt(run(asText(text) ?? '', asText(other) ?? ''), at),
  }
}

function textsAt(texts: readonly string[], at: Place): Value {
  return listAt(
    texts.map((text) => scalarAt(text, at)),
    at,
  )
}

function join([separator, ...lists]: readonly Value[], { at }: CallContext): Value | undefined {
  const items = lists.flatMap((list) => (list.kind === 'list' ? list.items : []))
  const texts = items.map(asText)
  if (texts.includes(undefined)) return undefined
  const known = texts.map((text) => text ?? '')
  return textOr(joinTexts(known, asText(separator) ?? ''), at)
}

function textOr(text: string | undefined, at: Place): Value {
  return text === undefined ? hiddenAt('the text is too long', at) : scalarAt(text, at)
}

/** Characters of a set at both ends. */
function trim(text: string, set: string): string {
  return trimEnd(trimStart(text, set), set)
}

function trimStart(text: string, set: string): string {
  const from = [...text].findIndex((character) => !set.includes(character))
  return from === -1 ? '' : [...text].slice(from).join('')
}

function trimEnd(text: string, set: string): string {
  return [...trimStart([...text].toReversed().join(''), set)].toReversed().join('')
}

function substr([given, offset, length]: readonly Value[], { at }: CallContext): Value | undefined {
  const [text, from, count] = [asText(given), asNumber(offset), asNumber(length)]
  if (text === undefined || from === undefined || count === undefined) return undefined
  const characters = [...text]
  const start = from < 0 ? Math.max(0, characters.length + from) : from
  return scalarAt(characters.slice(start, count < 0 ? undefined : start + count).join(''), at)
}

/** What matches may be everywhere, and each group be named often. */
const mostReplacement = 1_000

function replace([given, search, by]: readonly Value[], { at }: CallContext): Value | undefined {
  const [text, wanted, replacement] = [asText(given), asText(search), asText(by)]
  if (text === undefined || wanted === undefined || replacement === undefined) return undefined
  if (!/^\/.+\/$/s.test(wanted)) return textOr(replaceAll(text, wanted, replacement), at)
  const pattern = safePattern(wanted.slice(1, -1), text)
  if (pattern === undefined || replacement.length > mostReplacement)
    return hiddenAt('the pattern is not worked out', at)
  return scalarAt(
    text.replaceAll(pattern, (...match: unknown[]) => filledIn(replacement, match)),
    at,
  )
}

/** `$1` and `${1}` stand for groups, `$0` for the whole match. */
function filledIn(replacement: string, match: readonly unknown[]): string {
  return replacement.replaceAll(/\$(?:(\d)|\{(\d)\})/g, (_, plain?: string, braced?: string) => {
    const group = match[Number(plain ?? braced)]
    return typeof group === 'string' ? group : ''
  })
}

function regex([wanted, given]: readonly Value[], { at }: CallContext): Value | undefined {
  const [source, text] = [asText(wanted), asText(given)]
  if (source === undefined || text === undefined) return undefined
  const pattern = safePattern(source, text)
  if (pattern === undefined) return hiddenAt('the pattern is not worked out', at)
  const [match] = text.matchAll(pattern)
  return match === undefined ? undefined : matchAt(match, at)
}

function regexall([wanted, given]: readonly Value[], { at }: CallContext): Value | undefined {
  const [source, text] = [asText(wanted), asText(given)]
  if (source === undefined || text === undefined) return undefined
  const pattern = safePattern(source, text)
  if (pattern === undefined) return hiddenAt('the pattern is not worked out', at)
  return listAt(
    [...text.matchAll(pattern)].map((match) => matchAt(match, at)),
    at,
  )
}

/** The whole match, or its groups where the pattern has some. */
function matchAt([whole, ...groups]: RegExpExecArray, at: Place): Value {
  if (groups.length === 0) return scalarAt(whole, at)
  return listAt(
    groups.map((group) => scalarAt(group ?? null, at)),
    at,
  )
}

function title(text: string): string {
  return text.replaceAll(
    /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}

function indent(width: string, text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(Math.min(Number(width) || 0, 100))}`)
}

export const texts: Functions = {
  chomp: ofTexts(1, (text = '') => trimEndOf(text, '\r\n')),
  endswith: asks((text, end) => text.endsWith(end)),
  format: { knows: 'all', run: ([pattern, ...given], { at }) => format(asText(pattern), given, at) },
  indent: ofTexts(2, (width = '', text = '') => indent(width, text)),
  join: { knows: 'all', run: join },
  lower: ofTexts(1, (text = '') => text.toLowerCase()),
  regex: { knows: 'all', run: regex },
  regexall: { knows: 'all', run: regexall },
  replace: { knows: 'all', run: replace },
  split: {
    knows: 'all',
    run: ([separator, given], { at }) => {
      const [by, text] = [asText(separator), asText(given)]
      if (by === undefined || text === undefined) return undefined
      return textsAt(by === '' ? [...text] : text.split(by), at)
    },
  },
  startswith: asks((text, start) => text.startsWith(start)),
  strcontains: asks((text, part) => text.includes(part)),
  strrev: ofTexts(1, (text = '') => [...text].toReversed().join('')),
  substr: { knows: 'all', run: substr },
  title: ofTexts(1, (text = '') => title(text)),
  tobool: {
    knows: 'all',
    run: ([value], { at }) => {
      if (value !== undefined && isNull(value)) return value
      const truth = asTruth(value)
      return truth === undefined ? undefined : scalarAt(truth, at)
    },
  },
  tonumber: {
    knows: 'all',
    run: ([value], { at }) => {
      if (value !== undefined && isNull(value)) return value
      const number = asNumber(value)
      return number === undefined ? undefined : scalarAt(number, at)
    },
  },
  tostring: {
    knows: 'all',
    run: ([value], { at }) => {
      if (value !== undefined && isNull(value)) return value
      const text = asText(value)
      return text === undefined ? undefined : scalarAt(text, at)
    },
  },
  trim: ofTexts(2, (text = '', set = '') => trim(text, set)),
  trimprefix: ofTexts(2, (text = '', start = '') =>
    text.startsWith(start) ? text.slice(start.length) : text,
  ),
  trimspace: ofTexts(1, (text = '') => text.trim()),
  trimsuffix: ofTexts(2, (text = '', end = '') =>
    end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
  ),
  upper: ofTexts(1, (text = '') => text.toUpperCase()),
}
