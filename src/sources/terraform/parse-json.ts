import { type Entry, entriesOf, type MapNode, type Node } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import { Cursor, SyntaxFault } from '../cursor.ts'
import type { Fault, ParsedHcl } from './parse-body.ts'
import { parseExpression } from './parse-expression.ts'
import { parseTemplateFile } from './parse-template.ts'
import type { Attribute, Block, Body, Expression, Span } from './syntax.ts'

/** Reads a file in JSON syntax: https://developer.hashicorp.com/terraform/language/syntax/json. Never throws. */
export function parseTerraformJson(text: string): ParsedHcl {
  return parseWith(text, (reader, root) => reader.file(root))
}

/** Reads a file of values: its texts are no templates. */
export function parseJsonValues(text: string): ParsedHcl {
  return parseWith(text, (reader, root) => ({ attributes: reader.attributes(root, literalOf), blocks: [] }))
}

function parseWith(text: string, read: (reader: JsonReader, root: MapNode) => Body): ParsedHcl {
  const start = text.startsWith('\ufeff') ? 1 : 0
  const [only] = parseYaml(text, { part: { start, end: text.length } })
  if (only?.kind === 'error') return { body: empty, faults: [{ message: only.message, offset: only.offset }] }
  if (only?.root.kind !== 'map') return { body: empty, faults: [] }
  const reader = new JsonReader()
  const body = read(reader, only.root)
  return { body, faults: reader.faults }
}

const empty: Body = { attributes: [], blocks: [] }

/** How many names stand between the type of a block and its body. */
const labels: Readonly<Record<string, number>> = {
  data: 2,
  ephemeral: 2,
  locals: 0,
  module: 1,
  output: 1,
  provider: 1,
  resource: 2,
  terraform: 0,
  variable: 1,
}

/** Arguments that are maps or values of any shape; whatever else is an object in a resource is a block. */
const maps: ReadonlySet<string> = new Set([
  'annotations',
  'binary_data',
  'body',
  'configuration_settings',
  'data',
  'default',
  'default_request',
  'each_value',
  'for_each',
  'hard',
  'labels',
  'limits',
  'manifest',
  'match_labels',
  'max',
  'max_limit_request_ratio',
  'min',
  'node_labels',
  'node_selector',
  'options',
  'parameters',
  'requests',
  'string_data',
  'tags',
  'triggers',
  'volume_attributes',
])

type ReadValue = (node: Node, reader: JsonReader, name: string) => Expression

class JsonReader {
  readonly faults: Fault[] = []

  file(root: MapNode): Body {
    const blocks = [...root.entries].flatMap(([type, { value }]) => {
      const depth = labels[type]
      return depth === undefined ? [] : this.#blocks({ type, labels: [] }, value, depth)
    })
    return { attributes: [], blocks }
  }

  #blocks(head: Pick<Block, 'type' | 'labels'>, node: Node, depth: number): readonly Block[] {
    if (node.kind === 'list') return node.items.flatMap((item) => this.#blocks(head, item, depth))
    if (node.kind !== 'map') return []
    if (depth === 0) return [{ ...head, body: this.#bodyOf(head.type, node), ...spanOf(node) }]
    return entriesIn(node).flatMap(([name, { value, keyStart }]) =>
      this.#blocks({ ...head, labels: [...head.labels, name] }, value, depth - 1).map((block) => ({
        ...block,
        start: keyStart,
      })),
    )
  }

  #bodyOf(type: string, node: MapNode): Body {
    if (type === 'resource') return this.#resource(node)
    if (type === 'variable') return { attributes: this.attributes(node, typeOrValue), blocks: [] }
    if (type !== 'terraform') return { attributes: this.attributes(node, valueOf), blocks: [] }
    const blocks = entriesIn(node)
      .filter(([name]) => name === 'required_providers')
      .flatMap(([name, { value }]) => this.#nested(name, value))
    return { attributes: [], blocks }
  }

  #resource(node: MapNode): Body {
    const own = entriesIn(node)
    const nested = own.filter(([name, { value }]) => isBlock(name, value))
    const rest = new Map(own.filter(([name, { value }]) => !isBlock(name, value)))
    return {
      attributes: this.attributes({ ...node, entries: rest }, valueOf),
      blocks: nested.flatMap(([name, { value }]) =>
        name === 'dynamic' ? this.#dynamics(value) : this.#nested(name, value),
      ),
    }
  }

  #nested(type: string, node: Node): readonly Block[] {
    if (node.kind === 'list') return node.items.flatMap((item) => this.#nested(type, item))
    if (node.kind !== 'map') return []
    const body =
      type === 'required_providers'
        ? { attributes: this.attributes(node, valueOf), blocks: [] }
        : this.#resource(node)
    return [{ type, labels: [], body, ...spanOf(node) }]
  }

  #dynamics(node: Node): readonly Block[] {
    if (node.kind === 'list') return node.items.flatMap((item) => this.#dynamics(item))
    return [...entriesOf(node)].flatMap(([type, { value }]) =>
      this.#nested('dynamic', value).map((block) => ({ ...block, labels: [type] })),
    )
  }

  attributes(node: MapNode, read: ReadValue): readonly Attribute[] {
    return entriesIn(node).map(([name, { keyStart, value }]) => ({
      name,
      value: read(value, this, name),
      start: keyStart,
      end: value.end,
    }))
  }

  /** A text of the file as an expression; all of it stands where the text does. */
  expression(text: string, node: Node, parse: (cursor: Cursor) => Expression): Expression {
    try {
      return placedAt(parse(new Cursor(text)), spanOf(node))
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error
      this.faults.push({ message: error.message, offset: node.start })
      return { kind: 'name', name: 'unreadable', ...spanOf(node) }
    }
  }
}

/** Comments are members called `//`. */
function entriesIn(node: MapNode): readonly (readonly [string, Entry])[] {
  return [...node.entries].filter(([name]) => name !== '//')
}

function isBlock(name: string, value: Node): boolean {
  if (maps.has(name)) return false
  if (value.kind === 'list') return value.items.length > 0 && value.items.every(({ kind }) => kind === 'map')
  return value.kind === 'map'
}

function spanOf({ start, end }: Node): Span {
  return { start, end }
}

function valueOf(node: Node, reader: JsonReader): Expression {
  return expressionOf(node, (text, at) =>
    /[$%]\{/.test(text)
      ? reader.expression(text, at, (cursor) => parseTemplateFile(cursor, parseExpression))
      : { kind: 'literal', value: text, ...spanOf(at) },
  )
}

/** The type of a variable is an expression of its own. */
function typeOrValue(node: Node, reader: JsonReader, name: string): Expression {
  if (name !== 'type' || node.kind !== 'scalar') return valueOf(node, reader)
  return reader.expression(String(node.value), node, parseExpression)
}

function literalOf(node: Node): Expression {
  return expressionOf(node, (value, at) => ({ kind: 'literal', value, ...spanOf(at) }))
}

function expressionOf(node: Node, ofText: (text: string, at: Node) => Expression): Expression {
  const span = spanOf(node)
  const inner = (part: Node): Expression => expressionOf(part, ofText)
  if (node.kind === 'list') return { kind: 'tuple', items: node.items.map(inner), ...span }
  if (node.kind === 'map')
    return {
      kind: 'object',
      entries: entriesIn(node).map(([key, { value }]) => ({
        key: { kind: 'literal', value: key, ...spanOf(value) },
        value: inner(value),
      })),
      ...span,
    }
  if (node.kind === 'hidden') return { kind: 'name', name: 'unreadable', ...span }
  return typeof node.value === 'string'
    ? ofText(node.value, node)
    : { kind: 'literal', value: node.value, ...span }
}

/** An expression of which every part stands at one place. */
function placedAt<T>(part: T, span: Span): T {
  if (Array.isArray(part)) return part.map((item: unknown) => placedAt(item, span)) as T
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(([name, value]) => [name, placedAt(value as unknown, span)])
  return { ...Object.fromEntries(entries), ...('start' in part ? span : {}) } as T
}
