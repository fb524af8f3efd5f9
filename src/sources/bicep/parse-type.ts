import { isText, parseText } from './parse-text.ts'
import { parseExpression } from './parse-expression.ts'
import { parseDecorators } from './parse-decorators.ts'
import type { Reader } from './reader.ts'

/** Of types we only have to know what may be left out: what is given is what counts. */
export interface Type {
  readonly isNullable: boolean
  /** The name that it goes by, where it is nothing but a name. */
  readonly name?: string
}

const literal = /-?\d+/y
const behindName = /\.\*|\.(?=[A-Za-z_])|\[|\?|!|</y

/** https://github.com/Azure/bicep/blob/main/docs/grammar.md, from `typeExpression` on. */
export function parseType(reader: Reader): Type {
  return reader.deeper(() => {
    if (reader.peeks('|')) reader.expect('|')
    let type = parseMember(reader)
    while (takesBar(reader)) {
      reader.skipLines()
      const { isNullable } = parseMember(reader)
      type = { isNullable: type.isNullable || isNullable }
    }
    return type
  })
}

/** The members of a union may stand on lines of their own. */
function takesBar(reader: Reader): boolean {
  if (reader.takes('|')) return true
  const before = reader.at
  if (reader.peeks('\n')) reader.skipLines()
  if (reader.takes('|')) return true
  reader.at = before
  return false
}

function parseMember(reader: Reader): Type {
  const name = parseBare(reader)
  let type: Type =
    name === undefined || name === 'null' ? { isNullable: name === 'null' } : { isNullable: false, name }
  for (;;) {
    reader.skip()
    const mark = reader.take(behindName)
    if (mark === undefined) return type
    type = { isNullable: mark === '?' || (mark !== '!' && mark !== '[' && type.isNullable) }
    parseRest(reader, mark)
  }
}

/** What stands behind `[`, `.` or `<`. */
function parseRest(reader: Reader, mark: string): void {
  if (mark === '.') reader.expectWord()
  if (mark === '<') {
    parseType(reader)
    while (reader.takes(',')) parseType(reader)
    reader.expect('>')
  }
  if (mark !== '[') return
  if (!reader.takes('*') && !reader.peeks(']')) parseExpression(reader)
  reader.expect(']')
}

function parseBare(reader: Reader): string | undefined {
  reader.skip()
  if (reader.take(literal) !== undefined) return undefined
  if (isText(reader)) return void parseText(reader, parseExpression)
  if (reader.peeks('{')) return void reader.items('{', '}', () => parsePropertyType(reader))
  if (reader.peeks('[')) return void reader.items('[', ']', () => parseItemType(reader))
  if (reader.takes('(')) return parseInBrackets(reader)
  const name = reader.expectWord()
  // `resource 'type@version'`
  if (name === 'resource' && isText(reader)) return void parseText(reader, parseExpression)
  return name
}

function parseInBrackets(reader: Reader): undefined {
  return reader.nested(false, () => {
    parseType(reader)
    reader.expect(')')
    return undefined
  })
}

function parsePropertyType(reader: Reader): void {
  parseDecorators(reader)
  if (!reader.takes('*')) {
    if (isText(reader)) parseText(reader, parseExpression)
    else reader.expectWord()
  }
  reader.expect(':')
  reader.skipLines()
  parseType(reader)
}

function parseItemType(reader: Reader): void {
  parseDecorators(reader)
  parseType(reader)
}
