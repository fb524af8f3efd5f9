import type { Expression } from '../../template/syntax.ts'
import type { Reader } from './reader.ts'

const plainPart = /(?:[^'\\\n$]|\$(?!\{))+/y
const escape = /\\(?:u\{([0-9a-fA-F]{1,6})\}|([\\'nrt$]))/y
const dollars = /\$*(?=''')/y
const opening = /\$*'/y

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Whether a text starts here. */
export function isText(reader: Reader): boolean {
  reader.skip()
  opening.lastIndex = reader.at
  return opening.test(reader.text)
}

type Parse = (reader: Reader) => Expression

/** A text in quotes, with what is put into it: https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings. */
export function parseText(reader: Reader, parse: Parse): Expression {
  const start = reader.startOfNext()
  const marks = reader.take(dollars)
  const parts = marks === undefined ? shortParts(reader, parse) : longParts(reader, marks, parse)
  return textOf(parts, reader, start)
}

type Part = string | Expression

function shortParts(reader: Reader, parse: Parse): readonly Part[] {
  const parts: Part[] = []
  reader.expect("'")
  for (;;) {
    const plain = reader.take(plainPart) ?? escapeIn(reader)
    if (plain !== undefined) parts.push(plain)
    else if (reader.text.startsWith('${', reader.at)) parts.push(hole(reader, 2, parse))
    else break
  }
  if (reader.text[reader.at] !== "'")
    reader.fail('A text is not closed, or has an escape that there is none of.')
  reader.at += 1
  return parts
}

function escapeIn(reader: Reader): string | undefined {
  escape.lastIndex = reader.at
  const [match, code, letter = ''] = escape.exec(reader.text) ?? []
  if (match === undefined) return undefined
  reader.at += match.length
  if (code === undefined) return escaped[letter] ?? letter
  const point = Number.parseInt(code, 16)
  return point > 0x10_ffff ? '\ufffd' : String.fromCodePoint(point)
}

/** A text over several lines; `$'''` puts `${…}` into it, `$$'''` puts `$${…}`. */
function longParts(reader: Reader, marks: string, parse: Parse): readonly Part[] {
  const start = reader.at
  reader.at += 3
  const parts: Part[] = []
  let from = skipLineEnd(reader)
  while (reader.at < reader.text.length) {
    if (reader.text.startsWith("'''", reader.at)) {
      reader.at = closingOf(reader.text, reader.at)
      return [...parts, reader.text.slice(from, reader.at - 3)]
    }
    if (marks === '' || !reader.text.startsWith(`${marks}{`, reader.at)) reader.at += 1
    else {
      parts.push(reader.text.slice(from, reader.at), hole(reader, marks.length + 1, parse))
      from = reader.at
    }
  }
  reader.at = start
  return reader.fail('A text over several lines is not closed.')
}

function skipLineEnd(reader: Reader): number {
  reader.at += /^\r?\n/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0].length ?? 0
  return reader.at
}

/** Up to two more quotes still belong to the text. */
function closingOf(text: string, quotes: number): number {
  let closing = quotes + 3
  while (closing < quotes + 5 && text[closing] === "'") closing += 1
  return closing
}

function hole(reader: Reader, opening: number, parse: Parse): Expression {
  reader.at += opening
  return reader.nested(false, () => {
    const expression = parse(reader)
    reader.expect('}')
    return expression
  })
}

/** Bicep itself makes `format` of what is put together. */
function textOf(parts: readonly Part[], reader: Reader, start: number): Expression {
  const at = reader.placeFrom(start)
  if (parts.every((part) => typeof part === 'string')) return { kind: 'literal', value: parts.join(''), at }
  const holes = parts.filter((part) => typeof part !== 'string')
  let count = 0
  const pattern = parts
    .map((part) => (typeof part === 'string' ? part.replaceAll(/[{}]/g, '$&$&') : `{${count++}}`))
    .join('')
  return { kind: 'call', name: 'format', arguments: [{ kind: 'literal', value: pattern, at }, ...holes], at }
}
