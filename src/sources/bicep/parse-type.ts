import { lookup } from '../../kernel/lookup.ts'
import type { Scalar } from '../../kernel/tree.ts'
import { isText, parseText } from './parse-text.ts'
import { parseExpression } from './parse-expression.ts'
import { parseDecorators } from './parse-decorators.ts'
import type { Reader } from './reader.ts'

/** Of types we only have to know what may be left out, and what alone may be given. */
export interface Type {
  readonly isNullable: boolean
  /** The name that it goes by, where it is nothing but a name. */
  readonly name?: string
  /** All values that there are of it, where it names each: `'Enabled' | 'Disabled'`. */
  readonly literals?: readonly Scalar[]
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
      type = unionOf(type, parseMember(reader))
    }
    return type
  })
}

/** Unions of more are open: nobody writes them, and each list would be made anew for each of its items. */
const mostLiterals = 32

function unionOf(one: Type, other: Type): Type {
  const isNullable = one.isNullable || other.isNullable
  const literals = one.literals && other.literals && [...one.literals, ...other.literals]
  return literals === undefined || literals.length > mostLiterals ? { isNullable } : { isNullable, literals }
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
  let type = parseBare(reader)
  for (;;) {
    reader.skip()
    const mark = reader.take(behindName)
    if (mark === undefined) return type
    type = behind(type, mark)
    parseRest(reader, mark)
  }
}

function behind({ isNullable, literals }: Type, mark: string): Type {
  const own = literals === undefined ? {} : { literals }
  if (mark === '?') return { isNullable: true, ...own }
  return mark === '!' ? { isNullable: false, ...own } : { isNullable: mark !== '[' && isNullable }
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

const plain: Type = { isNullable: false }

function parseBare(reader: Reader): Type {
  reader.skip()
  const digits = reader.take(literal)
  if (digits !== undefined) return { ...plain, literals: [Number(digits)] }
  if (isText(reader)) return parseTextType(reader)
  if (reader.takes('(')) return parseInBrackets(reader)
  if (reader.peeks('{')) reader.items('{', '}', () => parsePropertyType(reader))
  else if (reader.peeks('[')) reader.items('[', ']', () => parseItemType(reader))
  else return parseName(reader)
  return plain
}

const words: Readonly<Record<string, Type>> = {
  null: { isNullable: true, literals: [] },
  true: { ...plain, literals: [true] },
  false: { ...plain, literals: [false] },
}

function parseName(reader: Reader): Type {
  const name = reader.expectWord()
  // `resource 'type@version'`
  if (name === 'resource' && isText(reader)) {
    parseText(reader, parseExpression)
    return plain
  }
  return lookup(words, name) ?? { isNullable: false, name }
}

function parseTextType(reader: Reader): Type {
  const text = parseText(reader, parseExpression)
  return text.kind === 'literal' ? { ...plain, literals: [text.value] } : plain
}

function parseInBrackets(reader: Reader): Type {
  return reader.nested(false, () => {
    const { isNullable, literals } = parseType(reader)
    reader.expect(')')
    return literals === undefined ? { isNullable } : { isNullable, literals }
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
