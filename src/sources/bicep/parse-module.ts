import type { Entry, MapNode, Node, Place } from '../../kernel/tree.ts'
import type { Expression, Item } from '../../template/syntax.ts'
import { expressionNode } from '../../template/syntax.ts'
import type { Declarations } from './declarations.ts'
import { mapNode, nodeOf, textNode } from './nodes.ts'
import { parseExpression } from './parse-expression.ts'
import { type Body, headOf, parseBody } from './parse-resource.ts'
import { parseText } from './parse-text.ts'
import { literalText, type Reader } from './reader.ts'

/** `name 'path' = …`, behind the word `module`: a deployment of the template that stands there. */
export function parseModule(reader: Reader, declared: Declarations, start: number): void {
  const name = reader.expectWord()
  const from = parseText(reader, parseExpression)
  reader.expect('=')
  reader.skipLines()
  const body = parseBody(reader)
  const at = reader.placeFrom(start)
  const path = literalText(from)
  if (path !== undefined) declared.modules.push({ path, at: from.at ?? at })
  declared.add('resources', name, deploymentOf(name, { body, from, at }))
}

interface Module {
  readonly body: Body
  readonly from: Expression
  readonly at: Place
}

function deploymentOf(name: string, { body, from, at }: Module): MapNode {
  const item = (key: string): Expression | undefined =>
    body.items.find((each) => literalText(each.key) === key)?.value
  const [called, scope, given] = [item('name'), item('scope'), item('params')]
  const properties = mapNode(
    {
      templateLink: mapNode({ relativePath: nodeOf(from, at) }, at),
      expressionEvaluationOptions: mapNode({ scope: textNode('inner', at) }, at),
      parameters: given === undefined ? undefined : argumentsOf(given, at),
    },
    at,
  )
  return mapNode(
    {
      type: textNode('Microsoft.Resources/deployments', at),
      name: called === undefined ? textNode(name, at) : nodeOf(called, at),
      scope: scope === undefined ? undefined : nodeOf(scope, at),
      ...headOf(name, body),
      properties,
    },
    at,
  )
}

/** Each argument by itself, so that only what is asked for is worked out; all at once where they are put together. */
function argumentsOf(given: Expression, around: Place): Node {
  const { at = around } = given
  const items = given.kind === 'map' ? given.items : []
  if (given.kind !== 'map' || items.some(({ key }) => literalText(key) === undefined))
    return expressionNode(given, at)
  return { kind: 'map', entries: new Map(items.map((each) => argumentOf(each, at))), ...at }
}

function argumentOf({ key, value }: Item, at: Place): [string, Entry] {
  const place = value.at ?? at
  return [
    literalText(key) ?? '',
    { keyStart: key?.at?.start ?? place.start, value: mapNode({ value: nodeOf(value, at) }, place) },
  ]
}
