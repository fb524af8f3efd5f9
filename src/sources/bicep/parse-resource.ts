import type { Entry, MapNode, Node, Place } from '../../kernel/tree.ts'
import type { Expression, Item } from '../../template/syntax.ts'
import { mapNode, nodeOf, textNode, truthNode } from './nodes.ts'
import { parseDecorators } from './parse-decorators.ts'
import { isLoop, type LoopHead, parseEntry, parseExpression, parseLoopOf } from './parse-expression.ts'
import { parseText } from './parse-text.ts'
import { literalText, type Reader } from './reader.ts'

/** What is written behind the `=` of a resource or a module. */
export interface Body {
  readonly items: readonly Item[]
  /** Resources that stand in this one, by their symbolic names. */
  readonly inner: ReadonlyMap<string, Entry>
  readonly condition: Expression | undefined
  readonly loop: LoopHead | undefined
  readonly at: Place
}

/** `{…}`, `if (…) {…}`, `[for x in y: {…}]` or `[for x in y: if (…) {…}]`. */
export function parseBody(reader: Reader): Body {
  if (!isLoop(reader)) return parseConditional(reader)
  return parseLoopOf(reader, (loop) => ({ ...parseConditional(reader), loop }))
}

function parseConditional(reader: Reader): Body {
  const condition = reader.takesWord('if') ? parseCondition(reader) : undefined
  reader.skipLines()
  const start = reader.startOfNext()
  const items: Item[] = []
  const inner = new Map<string, Entry>()
  reader.items('{', '}', () => {
    parseDecorators(reader)
    const resource = parseInner(reader)
    if (resource === undefined) items.push(parseEntry(reader))
    else inner.set(nameIn(inner, resource.name), { keyStart: resource.node.start, value: resource.node })
  })
  return { items, inner, condition, loop: undefined, at: reader.placeFrom(start) }
}

/** Bicep refuses two of one name; both are kept. */
function nameIn(inner: ReadonlyMap<string, Entry>, name: string): string {
  return inner.has(name) ? `${name}#${inner.size}` : name
}

function parseCondition(reader: Reader): Expression {
  reader.expect('(')
  return reader.nested(false, () => {
    const condition = parseExpression(reader)
    reader.expect(')')
    return condition
  })
}

const innerAhead = /resource(?=[ \t]+[A-Za-z_]\w*[ \t]+')/y

interface Named {
  readonly name: string
  readonly node: Node
}

function parseInner(reader: Reader): Named | undefined {
  const start = reader.startOfNext()
  return reader.take(innerAhead) === undefined ? undefined : reader.deeper(() => parseResource(reader, start))
}

/** `name 'Type@version' existing = …`, behind the word `resource`. */
export function parseResource(reader: Reader, start: number): Named {
  const name = reader.expectWord()
  const type = parseText(reader, parseExpression)
  const isExisting = reader.takesWord('existing')
  reader.expect('=')
  reader.skipLines()
  const body = parseBody(reader)
  const at = reader.placeFrom(start)
  const own = mapNode(
    {
      ...typeNodes(type, at),
      existing: isExisting ? truthNode(true, at) : undefined,
      ...headOf(name, body),
      resources: body.inner.size === 0 ? undefined : { kind: 'map', entries: body.inner, ...at },
    },
    at,
  )
  return { name, node: withItems(own, body) }
}

function typeNodes(type: Expression, at: Place): Readonly<Record<string, Node | undefined>> {
  const text = literalText(type)
  if (text === undefined) return { type: nodeOf(type, at) }
  const [bare = '', version] = text.split('@')
  const place = type.at ?? at
  return {
    type: textNode(bare, place),
    apiVersion: version === undefined ? undefined : textNode(version, place),
  }
}

/** Whether a resource is there, and how often. */
export function headOf(
  name: string,
  { condition, loop, at }: Body,
): Readonly<Record<string, Node | undefined>> {
  return {
    condition: condition === undefined ? undefined : nodeOf(condition, at),
    copy: loop === undefined ? undefined : copyOf(name, loop, at),
  }
}

function copyOf(name: string, { over, item, index }: LoopHead, at: Place): Node {
  return mapNode(
    {
      name: textNode(name, at),
      items: nodeOf(over, at),
      item: textNode(item, at),
      index: index === undefined ? undefined : textNode(index, at),
    },
    at,
  )
}

/** What stands in the body itself, beside what is told of it. Bicep takes no spread there yet. */
function withItems(own: MapNode, { items, at }: Body): MapNode {
  const written = items.flatMap(({ key, value }): [string, Entry][] => {
    const name = literalText(key)
    return name === undefined
      ? []
      : [[name, { keyStart: key?.at?.start ?? at.start, value: nodeOf(value, at) }]]
  })
  const rest = written.length === items.length ? {} : { rest: 'more is put into it by an expression' }
  return { ...own, entries: new Map([...written, ...own.entries]), ...rest }
}
