import type { Expression, Item } from '../../template/syntax.ts'
import { markAhead, nextMark, type Operator, operators, takeMark } from './marks.ts'
import { isText, parseText } from './parse-text.ts'
import type { Reader } from './reader.ts'

const lambdaParameters = /\(\s*((?:[A-Za-z_]\w*\s*(?:,\s*[A-Za-z_]\w*\s*)*)?)\)\s*=>/y
const lambdaParameter = /([A-Za-z_]\w*)\s*=>/y
const digits = /\d+/y
const word = /[A-Za-z_]\w*/y
const loopAhead = /for(?=\s+[A-Za-z_(]|\()/y

export function parseExpression(reader: Reader): Expression {
  return reader.deeper(() => {
    const start = reader.startOfNext()
    const condition = parseBinary(reader, 0)
    if (nextMark(reader) !== '?') return condition
    takeMark(reader)
    reader.skipLines()
    const yes = parseExpression(reader)
    reader.skipLines()
    reader.expect(':')
    reader.skipLines()
    const no = parseExpression(reader)
    return call('if', [condition, yes, no], { reader, start })
  })
}

function call(name: string, given: readonly Expression[], { reader, start }: Here): Expression {
  return { kind: 'call', name, arguments: given, at: reader.placeFrom(start) }
}

function parseBinary(reader: Reader, lowest: number): Expression {
  const start = reader.startOfNext()
  let left = parseUnary(reader)
  for (;;) {
    const operator = operators[nextMark(reader) ?? '']
    if (operator === undefined || operator.rank <= lowest) return left
    left = combined(operator, [left, ...parseOperands(reader, operator)], { reader, start })
  }
}

/** What stands behind an operator; behind each of a chain that one call takes. */
function parseOperands(reader: Reader, operator: Operator): readonly Expression[] {
  const operands: Expression[] = []
  do {
    takeMark(reader)
    reader.skipLines()
    operands.push(reader.deeper(() => parseBinary(reader, operator.rank)))
  } while (operator.isChained === true && operators[nextMark(reader) ?? ''] === operator)
  return operands
}

interface Here {
  readonly reader: Reader
  readonly start: number
}

function combined(
  { name, isNegated, isCaseless }: Operator,
  operands: readonly Expression[],
  { reader, start }: Here,
): Expression {
  const small = (each: Expression): Expression =>
    isCaseless === true
      ? { ...call('tolower', [each], { reader, start }), at: each.at ?? reader.placeFrom(start) }
      : each
  const made = call(name, operands.map(small), { reader, start })
  return isNegated === true ? call('not', [made], { reader, start }) : made
}

function parseUnary(reader: Reader): Expression {
  const start = reader.startOfNext()
  if (reader.takes('!')) return call('not', [reader.deeper(() => parseUnary(reader))], { reader, start })
  if (!reader.takes('-')) return parseMembers(reader)
  const of = reader.deeper(() => parseUnary(reader))
  if (of.kind === 'literal' && typeof of.value === 'number')
    return { kind: 'literal', value: -of.value, at: reader.placeFrom(start) }
  return call('sub', [{ kind: 'literal', value: 0, at: reader.placeFrom(start) }, of], { reader, start })
}

export function parseMembers(reader: Reader): Expression {
  const start = reader.startOfNext()
  let made = parsePrimary(reader)
  for (;;) {
    const mark = nextMark(reader)
    if (mark === '.' || mark === '.?') made = parseProperty(made, mark === '.?', { reader, start })
    else if (mark === '::') made = parseInner(made, { reader, start })
    else if (mark === '[') made = parseIndex(made, { reader, start })
    // Says that something is not null.
    else if (mark === '!') takeMark(reader)
    else return made
  }
}

function parseProperty(of: Expression, isSafe: boolean, { reader, start }: Here): Expression {
  takeMark(reader)
  const from = reader.startOfNext()
  const name = reader.expectWord()
  const key: Expression = { kind: 'literal', value: name, at: reader.placeFrom(from) }
  if (!reader.peeks('(')) return { kind: 'member', of, key, isSafe, at: reader.placeFrom(start) }
  const given = parseArguments(reader)
  if (of.kind !== 'name') return call(`?.${name.toLowerCase()}`, given, { reader, start })
  const isNamespace = of.name === 'sys' || of.name === 'az'
  const full = isNamespace ? name : `${of.name}.${name}`
  return call(full.toLowerCase(), given, { reader, start })
}

/** `a::b` is a resource that stands in another one. */
function parseInner(of: Expression, { reader, start }: Here): Expression {
  takeMark(reader)
  const name = reader.expectWord()
  const at = reader.placeFrom(start)
  return { kind: 'name', name: of.kind === 'name' ? `${of.name}::${name}` : `?::${name}`, at }
}

/** `a[0]`, `a[?0]`, and counted from the end `a[^1]`. */
function parseIndex(of: Expression, { reader, start }: Here): Expression {
  takeMark(reader)
  return reader.nested(false, () => {
    const isSafe = reader.takes('?')
    const isFromEnd = reader.takes('^')
    const key = parseExpression(reader)
    reader.expect(']')
    if (isFromEnd) return call(isSafe ? 'tryindexfromend' : 'indexfromend', [of, key], { reader, start })
    return { kind: 'member', of, key, isSafe, at: reader.placeFrom(start) }
  })
}

function parseArguments(reader: Reader): readonly Expression[] {
  const given: Expression[] = []
  reader.list(() => given.push(parseExpression(reader)))
  return given
}

const constants: ReadonlyMap<string, true | false | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

function parsePrimary(reader: Reader): Expression {
  const start = reader.startOfNext()
  if (isText(reader)) return parseText(reader, parseExpression)
  const lambda = parseLambda(reader)
  if (lambda !== undefined) return lambda
  const number = reader.take(digits)
  if (number !== undefined) return { kind: 'literal', value: Number(number), at: reader.placeFrom(start) }
  const name = reader.take(word)
  if (name !== undefined) return parseNamed(name, { reader, start })
  if (reader.peeks('(')) return parseInBrackets(reader)
  if (reader.peeks('{')) return parseMap(reader)
  return isLoop(reader) ? parseLoop(reader) : parseList(reader)
}

function parseNamed(name: string, { reader, start }: Here): Expression {
  const constant = constants.get(name)
  if (constant !== undefined) return { kind: 'literal', value: constant, at: reader.placeFrom(start) }
  if (reader.peeks('(')) return call(name.toLowerCase(), parseArguments(reader), { reader, start })
  return { kind: 'name', name, at: reader.placeFrom(start) }
}

function parseInBrackets(reader: Reader): Expression {
  reader.expect('(')
  return reader.nested(false, () => {
    const made = parseExpression(reader)
    reader.expect(')')
    return made
  })
}

/** `x => …` and `(x, y) => …`. */
function parseLambda(reader: Reader): Expression | undefined {
  const start = reader.at
  const one = reader.take(lambdaParameter)
  const several = one ?? reader.take(lambdaParameters)
  if (several === undefined) return undefined
  const names = several.match(/[A-Za-z_]\w*/g) ?? []
  reader.skipLines()
  return lambdaOf(names, parseExpression(reader), { reader, start })
}

function lambdaOf(names: readonly string[], body: Expression, { reader, start }: Here): Expression {
  const at = reader.placeFrom(start)
  const variables = names.map((value): Expression => ({ kind: 'literal', value, at }))
  return { kind: 'call', name: 'lambda', arguments: [...variables, body], at }
}

function parseList(reader: Reader): Expression {
  const start = reader.startOfNext()
  const items: Item[] = []
  reader.items('[', ']', () => {
    const isSpread = reader.takes('...')
    items.push({ value: parseExpression(reader), isSpread })
  })
  return { kind: 'list', items, at: reader.placeFrom(start) }
}

function parseMap(reader: Reader): Expression {
  const start = reader.startOfNext()
  const items: Item[] = []
  reader.items('{', '}', () => items.push(parseEntry(reader)))
  return { kind: 'map', items, at: reader.placeFrom(start) }
}

/** `key: value`, or all entries of another map. */
export function parseEntry(reader: Reader): Item {
  if (reader.takes('...')) return { value: parseExpression(reader), isSpread: true }
  const start = reader.startOfNext()
  const key: Expression = isText(reader)
    ? parseText(reader, parseExpression)
    : { kind: 'literal', value: reader.expectWord(), at: reader.placeFrom(start) }
  reader.expect(':')
  reader.skipLines()
  return { key, value: parseExpression(reader) }
}

/** What a loop goes through, and what it calls it. */
export interface LoopHead {
  readonly over: Expression
  readonly item: string
  readonly index?: string
}

/** Whether a loop starts here. */
export function isLoop(reader: Reader): boolean {
  const before = reader.at
  const isOpen = reader.takes('[')
  if (isOpen) reader.skipLines()
  const mark = markAhead(reader, loopAhead, reader.at)
  reader.at = before
  return isOpen && mark !== undefined
}

/** `[for x in y: …]`; what is repeated is parsed by somebody else. */
export function parseLoopOf<T>(reader: Reader, parseBody: (head: LoopHead) => T): T {
  reader.expect('[')
  return reader.nested(true, () => {
    reader.skipLines()
    reader.expectThisWord('for')
    const head = parseLoopHead(reader)
    reader.skipLines()
    const body = parseBody(head)
    reader.skipLines()
    reader.expect(']')
    return body
  })
}

function parseLoopHead(reader: Reader): LoopHead {
  const names: string[] = []
  if (reader.peeks('(')) reader.list(() => names.push(reader.expectWord()))
  else names.push(reader.expectWord())
  reader.expectThisWord('in')
  const over = parseExpression(reader)
  reader.expect(':')
  const [item = '', index] = names
  return { over, item, ...(index === undefined ? {} : { index }) }
}

/** A loop that makes a list goes through it as `map` does. */
function parseLoop(reader: Reader): Expression {
  const start = reader.startOfNext()
  return parseLoopOf(reader, ({ over, item, index }) => {
    const body = parseExpression(reader)
    const names = index === undefined ? [item] : [item, index]
    return call('map', [over, lambdaOf(names, body, { reader, start })], { reader, start })
  })
}
