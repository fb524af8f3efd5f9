import type { Cursor } from '../cursor.ts'
import { parseHeredoc, parseQuoted } from './parse-template.ts'
import type {
  Binary,
  BinaryOperator,
  Expression,
  For,
  Literal,
  ObjectValue,
  Span,
  SplatPath,
} from './syntax.ts'

/** Weakest first: each level binds what the next one has bound. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

export function parseExpression(cursor: Cursor): Expression {
  return cursor.deeper(() => parseConditional(cursor))
}

function parseConditional(cursor: Cursor): Expression {
  cursor.skip()
  const { at: start } = cursor
  const condition = parseBinary(cursor, 0)
  if (!cursor.takes('?')) return condition
  const yes = parseExpression(cursor)
  cursor.expect(':')
  const no = parseExpression(cursor)
  return { kind: 'conditional', condition, yes, no, ...spanFrom(start, cursor) }
}

/** A chain of one level is read in a loop, so that a long sum does not stand deep. */
function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = levels[level]
  if (operators === undefined) return parseUnary(cursor)
  cursor.skip()
  let left = parseBinary(cursor, level + 1)
  for (;;) {
    const operator = operators.find((each) => cursor.peeks(each))
    if (operator === undefined) return left
    cursor.at += operator.length
    const right = parseBinary(cursor, level + 1)
    left = { kind: 'binary', operator, left, right, start: left.start, end: cursor.at } satisfies Binary
  }
}

function parseUnary(cursor: Cursor): Expression {
  cursor.skip()
  const { at: start } = cursor
  const operator = (['!', '-'] as const).find((each) => cursor.takes(each))
  if (operator === undefined) return parsePostfix(cursor)
  const of = cursor.deeper(() => parseUnary(cursor))
  return { kind: 'unary', operator, of, start, end: cursor.at }
}

function parsePostfix(cursor: Cursor): Expression {
  let of = parsePrimary(cursor)
  for (;;) {
    const next = parseStep(cursor, of)
    if (next === undefined) return of
    of = next
  }
}

/** `.name`, `[key]`, `[*]`, `.*`, `.0`; nothing where none follows. */
function parseStep(cursor: Cursor, of: Expression): Expression | undefined {
  const { start } = of
  if (cursor.peeks('...')) return undefined
  if (cursor.takes('.')) return parseMember(cursor, of)
  if (!cursor.takes('[')) return undefined
  return cursor.nested(false, () => {
    if (cursor.takes('*')) {
      cursor.expect(']')
      return { kind: 'splat', of, each: parseFullPath(cursor), start, end: cursor.at }
    }
    const key = parseExpression(cursor)
    cursor.expect(']')
    return { kind: 'index', of, key, start, end: cursor.at }
  })
}

function parseMember(cursor: Cursor, of: Expression): Expression {
  const { start } = of
  if (cursor.takes('*')) return { kind: 'splat', of, each: parseShortPath(cursor), start, end: cursor.at }
  cursor.skip()
  const { at } = cursor
  const digits = cursor.take(/\d+/y)
  if (digits === undefined) return { kind: 'member', of, name: cursor.expectName(), start, end: cursor.at }
  const key: Literal = { kind: 'literal', value: Number(digits), start: at, end: cursor.at }
  return { kind: 'index', of, key, start, end: cursor.at }
}

/** Behind `.*` an index is about the whole list again. */
function parseShortPath(cursor: Cursor): SplatPath {
  const keys: string[] = []
  while (!cursor.peeks('...') && cursor.takes('.')) keys.push(cursor.take(/\d+/y) ?? cursor.expectName())
  return { keys }
}

/** Behind `[*]` everything is about each item, another `[*]` as well. */
function parseFullPath(cursor: Cursor): SplatPath {
  const keys: (string | Expression)[] = []
  for (;;) {
    if (!cursor.peeks('...') && cursor.takes('.')) keys.push(cursor.take(/\d+/y) ?? cursor.expectName())
    else if (cursor.takes('[')) {
      const key = cursor.nested(false, () => (cursor.takes('*') ? undefined : parseExpression(cursor)))
      cursor.nested(false, () => cursor.expect(']'))
      if (key === undefined) return { keys, each: cursor.deeper(() => parseFullPath(cursor)) }
      keys.push(key)
    } else return { keys }
  }
}

function parsePrimary(cursor: Cursor): Expression {
  cursor.skip()
  const { at: start, text } = cursor
  const mark = text[start]
  if (mark === '(') return parseParentheses(cursor)
  if (mark === '[') return cursor.nested(false, () => parseTuple(cursor))
  if (mark === '{') return cursor.nested(true, () => parseObject(cursor))
  if (mark === '"') return parseQuoted(cursor, parseExpression)
  if (text.startsWith('<<', start)) return parseHeredoc(cursor, parseExpression)
  const digits = cursor.take(number)
  if (digits !== undefined) return { kind: 'literal', value: Number(digits), start, end: cursor.at }
  const name = cursor.identifier()
  return name === undefined ? cursor.fail('Expected an expression.') : parseNamed(cursor, name, start)
}

function parseParentheses(cursor: Cursor): Expression {
  cursor.expect('(')
  return cursor.nested(false, () => {
    const inner = parseExpression(cursor)
    cursor.expect(')')
    return inner
  })
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

function parseNamed(cursor: Cursor, word: string, start: number): Expression {
  const value = words.get(word)
  if (value !== undefined) return { kind: 'literal', value, start, end: cursor.at }
  let name = word
  // Functions of providers: `provider::azurerm::parse_resource_id(…)`.
  while (cursor.takes('::')) name += `::${cursor.expectName()}`
  if (!cursor.text.startsWith('(', cursor.at)) return { kind: 'name', name, start, end: cursor.at }
  cursor.at += 1
  return cursor.nested(false, () => {
    const found: Expression[] = []
    let isExpanded = false
    while (!cursor.takes(')')) {
      found.push(parseExpression(cursor))
      isExpanded = cursor.takes('...')
      if (!cursor.takes(',') && !cursor.peeks(')')) cursor.fail("Expected ',' or ')'.")
    }
    return { kind: 'call', name, arguments: found, isExpanded, start, end: cursor.at }
  })
}

function parseTuple(cursor: Cursor): Expression {
  const { at: start } = cursor
  cursor.expect('[')
  if (startsFor(cursor)) return parseFor(cursor, start, ']')
  const items: Expression[] = []
  while (!cursor.takes(']')) {
    items.push(parseExpression(cursor))
    if (!cursor.takes(',') && !cursor.peeks(']')) cursor.fail("Expected ',' or ']'.")
  }
  return { kind: 'tuple', items, ...spanFrom(start, cursor) }
}

function startsFor(cursor: Cursor): boolean {
  cursor.skipLines()
  return /for\b(?![-\s]*[=:])/y.test(cursor.text.slice(cursor.at, cursor.at + 20))
}

function parseObject(cursor: Cursor): Expression {
  const { at: start } = cursor
  cursor.expect('{')
  if (startsFor(cursor)) return cursor.nested(false, () => parseFor(cursor, start, '}'))
  const entries: ObjectValue['entries'][number][] = []
  for (;;) {
    cursor.skipLines()
    if (cursor.takes('}')) return { kind: 'object', entries, ...spanFrom(start, cursor) }
    entries.push(parseEntry(cursor))
    if (!cursor.takes(',') && !cursor.peeks('\n') && !cursor.peeks('}'))
      cursor.fail("Expected a new line, ',' or '}'.")
  }
}

function parseEntry(cursor: Cursor): ObjectValue['entries'][number] {
  const { at: start } = cursor
  const isComputed = cursor.peeks('(')
  const written = parseExpression(cursor)
  const key: Expression =
    written.kind === 'name' && !isComputed
      ? { kind: 'literal', value: written.name, start, end: written.end }
      : written
  if (!cursor.takes('=') && !cursor.takes(':')) cursor.fail("Expected '=' behind the key.")
  return { key, value: parseExpression(cursor) }
}

function parseFor(cursor: Cursor, start: number, close: ']' | '}'): For {
  cursor.expectName()
  const first = cursor.expectName()
  const second = cursor.takes(',') ? cursor.expectName() : undefined
  if (cursor.expectName() !== 'in') cursor.fail("Expected 'in'.")
  const of = parseExpression(cursor)
  cursor.expect(':')
  const key = close === '}' ? parseExpression(cursor) : undefined
  if (key !== undefined) cursor.expect('=>')
  const value = parseExpression(cursor)
  const isGrouped = cursor.takes('...')
  const condition = cursor.take(/if\b/y) === undefined ? undefined : parseExpression(cursor)
  cursor.expect(close)
  return {
    kind: 'for',
    ...(second === undefined ? { name: first } : { keyName: first, name: second }),
    of,
    ...(key === undefined ? {} : { key }),
    value,
    ...(condition === undefined ? {} : { condition }),
    isGrouped,
    ...spanFrom(start, cursor),
  }
}

function spanFrom(start: number, { at: end }: Cursor): Span {
  return { start, end }
}
