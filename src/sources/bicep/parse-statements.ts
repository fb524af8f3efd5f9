import type { Node, Place } from '../../kernel/tree.ts'
import type { Expression } from '../../template/syntax.ts'
import type { Declarations, Link } from './declarations.ts'
import { allowedBy } from './parse-decorators.ts'
import { mapNode, nodeOf, textNode, truthNode } from './nodes.ts'
import { parseExpression } from './parse-expression.ts'
import { parseModule } from './parse-module.ts'
import { parseBody, parseResource } from './parse-resource.ts'
import { isText, parseText } from './parse-text.ts'
import { parseType, type Type } from './parse-type.ts'
import { literalText, type Reader } from './reader.ts'

/** Parses what stands behind the word that a statement begins with. */
export type ParseStatement = (reader: Reader, declared: Declarations, start: number) => void

function parseValue(reader: Reader): Expression {
  reader.expect('=')
  reader.skipLines()
  return parseExpression(reader)
}

/** `param name type = default`, and in a file of parameters `param name = value`. */
function parseParameter(reader: Reader, declared: Declarations, start: number): void {
  const name = reader.expectWord()
  const type = reader.peeks('=') ? undefined : parseType(reader)
  const value = reader.peeks('=') ? parseValue(reader) : undefined
  const at = reader.placeFrom(start)
  if (type?.name !== undefined) declared.typeOfParameter.set(name, type.name)
  declared.add(
    'parameters',
    name,
    mapNode(
      {
        allowedValues: allowedNode(declared, type, at),
        defaultValue: value === undefined ? undefined : nodeOf(value, at),
        nullable: type?.isNullable === true ? truthNode(true, at) : undefined,
      },
      at,
    ),
  )
}

/** Of a list `@allowed` bounds the items. */
const singleTypes = new Set(['bool', 'int', 'string'])

/** What a parameter may be, where all of that stands in the decorator or in the type itself. */
function allowedNode({ decorators }: Declarations, type: Type | undefined, at: Place): Node | undefined {
  const list = allowedBy(decorators)
  if (list === undefined) return literalsOf(type, at)
  if (list.kind !== 'list' || !singleTypes.has(type?.name ?? '')) return undefined
  const items = list.items.map(({ value }) => nodeOf(value, at))
  return { kind: 'list', items, ...(list.at ?? at) }
}

function literalsOf(type: Type | undefined, at: Place): Node | undefined {
  const items = type?.literals?.map((value) => nodeOf({ kind: 'literal', value }, at)) ?? []
  return items.length === 0 ? undefined : { kind: 'list', items, ...at }
}

function parseVariable(reader: Reader, declared: Declarations, start: number): void {
  const name = reader.expectWord()
  if (!reader.peeks('=')) parseType(reader)
  const value = parseValue(reader)
  declared.add('variables', name, nodeOf(value, reader.placeFrom(start)))
}

function parseOutput(reader: Reader, declared: Declarations, start: number): void {
  const name = reader.expectWord()
  if (!reader.peeks('=')) parseType(reader)
  const value = parseValue(reader)
  const at = reader.placeFrom(start)
  declared.add('outputs', name, mapNode({ value: nodeOf(value, at) }, at))
}

function parseTypeStatement(reader: Reader, declared: Declarations): void {
  const name = reader.expectWord()
  reader.expect('=')
  reader.skipLines()
  if (parseType(reader).isNullable) declared.nullableTypes.add(name)
}

/** `func name(a string, b int) string => …` */
function parseFunction(reader: Reader, declared: Declarations, start: number): void {
  const name = reader.expectWord()
  const names: string[] = []
  reader.list(() => {
    names.push(reader.expectWord())
    parseType(reader)
  })
  parseType(reader)
  reader.expect('=>')
  reader.skipLines()
  const body = parseExpression(reader)
  const at = reader.placeFrom(start)
  const items = names.map((each): Node => mapNode({ name: textNode(each, at) }, at))
  const parameters: Node = { kind: 'list', items, ...at }
  const output = mapNode({ value: nodeOf(body, at) }, at)
  declared.add('functions', name, mapNode({ parameters, output }, at))
}

function parseResourceStatement(reader: Reader, declared: Declarations, start: number): void {
  const { name, node } = parseResource(reader, start)
  declared.add('resources', name, node)
}

/** `import { a, b as c } from 'path'` and `import * as a from 'path'`; with a text behind it, an extension. */
function parseImport(reader: Reader, declared: Declarations, start: number): void {
  if (isText(reader)) return parseExtension(reader)
  const names = new Map<string, string | undefined>()
  if (reader.takes('*')) {
    reader.expectThisWord('as')
    names.set(reader.expectWord(), undefined)
  } else reader.items('{', '}', () => parseImported(reader, names))
  reader.expectThisWord('from')
  const link = parseLink(reader, start)
  if (link === undefined) return
  for (const [name, exported] of names) {
    const from = mapNode(
      {
        from: textNode(link.path, link.at),
        name: exported === undefined ? undefined : textNode(exported, link.at),
      },
      link.at,
    )
    declared.add('imports', name, from)
  }
}

function parseImported(reader: Reader, names: Map<string, string | undefined>): void {
  const exported = isText(reader)
    ? (literalText(parseText(reader, parseExpression)) ?? '')
    : reader.expectWord()
  names.set(reader.takesWord('as') ? reader.expectWord() : exported, exported)
}

function parseLink(reader: Reader, start: number): Link | undefined {
  const from = parseText(reader, parseExpression)
  const path = literalText(from)
  return path === undefined ? undefined : { path, at: from.at ?? reader.placeFrom(start) }
}

/** `extension kubernetes with {…} as k8s`: what it makes are resources of types that nobody here reads. */
function parseExtension(reader: Reader): void {
  if (isText(reader)) parseText(reader, parseExpression)
  else reader.expectWord()
  if (reader.takesWord('with')) parseExpression(reader)
  if (reader.takesWord('as')) reader.expectWord()
}

function parseUsing(reader: Reader, declared: Declarations, start: number): void {
  if (!reader.takesWord('none')) declared.using = parseLink(reader, start)
  if (reader.takesWord('with')) parseExpression(reader)
}

function parseNamedValue(reader: Reader): void {
  reader.expectWord()
  parseValue(reader)
}

/** https://github.com/Azure/bicep/blob/main/docs/grammar.md; none of metadata, assertions and tests is deployed. */
export const statements: Readonly<Record<string, ParseStatement>> = {
  assert: parseNamedValue,
  extends: (reader, declared, start) => {
    declared.base = parseLink(reader, start)
  },
  extension: parseExtension,
  extensionConfig: parseExtension,
  func: parseFunction,
  import: parseImport,
  metadata: parseNamedValue,
  module: parseModule,
  output: parseOutput,
  param: parseParameter,
  provider: parseExtension,
  resource: parseResourceStatement,
  targetScope: (reader, declared, start) => {
    declared.targetScope = nodeOf(parseValue(reader), reader.placeFrom(start))
  },
  test: (reader) => {
    reader.expectWord()
    parseText(reader, parseExpression)
    reader.expect('=')
    parseBody(reader)
  },
  type: parseTypeStatement,
  using: parseUsing,
  var: parseVariable,
}
