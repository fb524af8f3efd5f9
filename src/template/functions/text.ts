import type { Place } from '../../kernel/tree.ts'
import { valueFrom, jsonOf } from '../../values/json.ts'
import { asNumber, asText, hiddenAt, hiddenIn, listAt, scalarAt, type Value } from '../../values/value.ts'
import { isPartly, knownPieces, segmentsOf, textAt, textIn } from '../partly.ts'
import type { PureFunction, PureFunctions } from './function.ts'
import { joinTexts, replaceAll } from '../../values/long-text.ts'

/** A function of texts that gives one. */
function ofText(run: (text: string, ...others: string[]) => string | undefined): PureFunction {
  return {
    knows: 'all',
    run: (given, at) => {
      const texts = given.map(asText).filter((text) => text !== undefined)
      const [first, ...others] = texts
      if (first === undefined || texts.length < given.length) return undefined
      return textOr(run(first, ...others), at)
    },
  }
}

function textOr(text: string | undefined, at: Place): Value {
  return text === undefined ? hiddenAt('the text is too long', at) : scalarAt(text, at)
}

function asks(run: (text: string, other: string) => boolean): PureFunction {
  return {
    knows: 'all',
    run: ([text, other], at) => {
      const [one, second] = [asText(text), asText(other)]
      if (one === undefined || second === undefined) return undefined
      return scalarAt(run(one.toLowerCase(), second.toLowerCase()), at)
    },
  }
}

/** What stands for a value in a text: lists and maps as JSON. */
function pieceOf(value: Value | undefined): string | undefined {
  return textIn(value) ?? (value === undefined || hiddenIn(value) !== undefined ? undefined : jsonOf(value))
}

/** Pieces put together; a bracket of a known text would be taken for an unknown part. */
function joined(pieces: readonly (string | undefined)[], given: readonly Value[], at: Place): Value {
  const unclear = given.map(hiddenIn).find((each) => each !== undefined)
  const text = joinTexts(pieces.map((piece) => piece ?? ''))
  if (text === undefined) return hiddenAt('the text is too long', at)
  if (unclear === undefined) return scalarAt(text, at)
  const isClear = given.every((value) => value.kind === 'hidden' || !isPartly(asText(value) ?? ''))
  return pieces.includes(undefined) || !isClear ? hiddenAt(unclear.reason, at) : textAt(text, at)
}

/** `concat` puts texts together, or lists. */
const concat: PureFunction = {
  knows: 'nothing',
  run: (given, at) => {
    if (!given.some(({ kind }) => kind === 'list')) return joined(given.map(pieceOf), given, at)
    const unclear = given.find((value) => value.kind === 'hidden')
    if (unclear?.kind === 'hidden') return hiddenAt(unclear.reason, at)
    return listAt(
      given.flatMap((value) => (value.kind === 'list' ? value.items : [value])),
      at,
    )
  },
}

/** As .NET writes it: nothing for null, and truth values with a capital. */
function formatted(value: Value | undefined): string | undefined {
  if (value?.kind === 'scalar' && value.value === null) return ''
  if (value?.kind !== 'scalar' || typeof value.value !== 'boolean') return pieceOf(value)
  return value.value ? 'True' : 'False'
}

const hole = /\{\{|\}\}|\{(\d{1,3})(?:[^{}]{0,40})\}/g

/** `{0}` stands for the first value, `{{` for a brace. */
const format: PureFunction = {
  knows: 'nothing',
  run: ([pattern, ...given], at) => {
    const text = asText(pattern)
    if (text === undefined) return pattern?.kind === 'hidden' ? hiddenAt(pattern.reason, at) : undefined
    const pieces: (string | undefined)[] = []
    let from = 0
    for (const { 0: match, 1: index, index: start } of text.matchAll(hole)) {
      pieces.push(
        text.slice(from, start),
        index === undefined ? match.slice(1) : formatted(given[Number(index)]),
      )
      from = start + match.length
    }
    return joined([...pieces, text.slice(from)], [scalarAt(text, at), ...given], at)
  },
}

const join: PureFunction = {
  knows: 'all',
  run: ([list, separator], at) => {
    if (list?.kind !== 'list') return undefined
    const texts = list.items.map((item) => asText(item) ?? '')
    return textOr(joinTexts(texts, asText(separator) ?? ''), at)
  },
}

const mostSeparators = 20

/** What is in brackets, where no slash can be: names and ids that Azure gives. */
const withoutSlash = /\[(?:subscription\(\)\.subscriptionId|resourceGroup\(\)\.name|tenant\(\)\.tenantId)\]/g

const split: PureFunction = {
  knows: 'all',
  partly: ([given, by], at) => {
    const text = textIn(given)
    if (text === undefined || asText(by) !== '/' || isPartly(text.replaceAll(withoutSlash, '')))
      return undefined
    return listAt(
      segmentsOf(text).map((segment) => textAt(segment, at)),
      at,
    )
  },
  run: ([given, by], at) => {
    const text = asText(given)
    const separators = by?.kind === 'list' ? by.items.map(asText) : [asText(by)]
    if (text === undefined || separators.includes(undefined) || separators.length > mostSeparators)
      return undefined
    const [first = '', ...others] = separators.map((each) => each ?? '')
    const parts = others.reduce((made, each) => made.flatMap((part) => part.split(each)), text.split(first))
    return listAt(
      parts.map((part) => scalarAt(part, at)),
      at,
    )
  },
}

const substring: PureFunction = {
  knows: 'all',
  run: ([given, start, length], at) => {
    const [text, from, count] = [asText(given), asNumber(start), asNumber(length)]
    if (text === undefined || from === undefined || from < 0) return undefined
    return scalarAt(text.slice(from, count === undefined ? undefined : from + count), at)
  },
}

const padLeft: PureFunction = {
  knows: 'all',
  run: ([given, width, by], at) => {
    const [text, count] = [asText(given), asNumber(width)]
    if (text === undefined || count === undefined) return undefined
    return scalarAt(text.padStart(Math.min(count, 100), asText(by) ?? ' '), at)
  },
}

const json: PureFunction = {
  knows: 'all',
  run: ([given], at) => {
    try {
      return valueFrom(JSON.parse(asText(given) ?? ''), at)
    } catch {
      return undefined
    }
  },
}

const base64: PureFunction = ofText((text) => Buffer.from(text, 'utf8').toString('base64'))
const fromBase64: PureFunction = ofText((text) => Buffer.from(text, 'base64').toString('utf8'))

export const texts: PureFunctions = {
  base64,
  base64tostring: fromBase64,
  concat,
  endswith: asks((text, part) => text.endsWith(part)),
  format,
  indexof: {
    knows: 'all',
    run: ([text, part], at) =>
      scalarAt((asText(text) ?? '').toLowerCase().indexOf((asText(part) ?? '').toLowerCase()), at),
  },
  join,
  json,
  lastindexof: {
    knows: 'all',
    run: ([text, part], at) =>
      scalarAt((asText(text) ?? '').toLowerCase().lastIndexOf((asText(part) ?? '').toLowerCase()), at),
  },
  padleft: padLeft,
  replace: ofText((text, old = '', by = '') => replaceAll(text, old, by)),
  split,
  startswith: {
    ...asks((text, part) => text.startsWith(part)),
    partly: ([given, part], at) => {
      const start = knownPieces(textIn(given) ?? '')[0]?.toLowerCase() ?? ''
      return start.startsWith(asText(part)?.toLowerCase() ?? '[') ? scalarAt(true, at) : undefined
    },
  },
  string: {
    knows: 'all',
    run: ([value], at) => {
      const text = pieceOf(value)
      return text === undefined ? undefined : scalarAt(text, at)
    },
  },
  substring,
  tolower: ofText((text) => text.toLowerCase()),
  toupper: ofText((text) => text.toUpperCase()),
  trim: ofText((text) => text.trim()),
  uri: ofText((base, path = '') => `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`),
}
