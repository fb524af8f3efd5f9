import type { Entry, MapNode, Place } from '../kernel/tree.ts'
import { placeOf } from '../kernel/tree.ts'
import { problemAt } from '../model/problem.ts'
import { jsonOf } from '../sources/json-values.ts'
import {
  asText,
  failureAt,
  hiddenAt,
  hiddenIn,
  listAt,
  mapAt,
  scalarAt,
  sizeOf,
  type Value,
} from '../sources/values.ts'
import { callFunction } from './functions/call.ts'
import { partOf } from './functions/collections.ts'
import { loopsIn } from './loops.ts'
import type { Scope } from './names.ts'
import { isExpression, parseExpression } from './parse-expression.ts'
import { partlyAt, propertyAt, textIn } from './partly.ts'
import type { Expression, Member } from './syntax.ts'

/** Names that lead to names further than this lead nowhere. */
const mostDepth = 300

/** What a part of a template comes to. What cannot be known is hidden, with why; nothing is ever guessed. */
export function evaluate(node: Value, scope: Scope): Value {
  return bounded(node, scope, () => {
    if (node.kind === 'scalar') return evaluateScalar(node, scope)
    if (node.kind === 'map') return evaluateMap(node, scope)
    if (node.kind === 'hidden') return node
    return listAt(
      node.items.map((item) => evaluate(item, scope)),
      placeOf(node),
    )
  })
}

function bounded(at: Place, { names }: Scope, work: () => Value): Value {
  const { budget } = names.work
  budget.left -= 1
  if (budget.left < 0) return hiddenAt('there is too much to work out', at)
  if (budget.depth > mostDepth) return hiddenAt('it leads too far to work out', at)
  budget.depth += 1
  const value = work()
  budget.depth -= 1
  budget.left -= sizeOf(value) / 16
  return value
}

function evaluateScalar(node: Value & { readonly kind: 'scalar' }, scope: Scope): Value {
  if (typeof node.value !== 'string' || !node.value.startsWith('[')) return node
  if (!isExpression(node.value))
    return node.value.startsWith('[[') ? { ...node, value: node.value.slice(1) } : node
  const expression = parseExpression(node.value)
  if (expression !== undefined) return evaluateExpression(expression, scope, placeOf(node))
  const { document, problems } = scope.names.work
  const message = `The expression ${node.value.slice(0, 80)} cannot be read.`
  problems.push(
    problemAt('broken-syntax', message, { document: node.document ?? document, offset: node.start }),
  )
  return hiddenAt('the expression cannot be read', placeOf(node))
}

/** A map, and what its loops make of its properties. */
function evaluateMap(node: MapNode, scope: Scope): Value {
  const at = placeOf(node)
  const entries = new Map<string, Entry>()
  const loops = loopsIn(node)
  for (const [key, { keyStart, value }] of node.entries) {
    if (key === 'copy' && loops !== undefined) continue
    const name = isExpression(key) ? textIn(evaluateScalar(scalarNode(key, value), scope)) : key
    if (name === undefined) return hiddenAt('a key cannot be known', at)
    entries.set(name, entryOf(keyStart, value, scope))
  }
  for (const loop of loops ?? [])
    entries.set(loop.name, { keyStart: loop.at.start, value: loop.run(scope, evaluate) })
  return mapAt(entries, at)
}

function scalarNode(value: string, at: Value): Value & { readonly kind: 'scalar' } {
  return { kind: 'scalar', value, ...placeOf(at) }
}

/** A value that stands elsewhere is best pointed at where it stands. */
function entryOf(keyStart: number, node: Value, scope: Scope): Entry {
  const value = evaluate(node, scope)
  const isHere = value.document === node.document && value.start >= node.start && value.end <= node.end
  return { keyStart: isHere ? keyStart : value.start, value }
}

function evaluateExpression(expression: Expression, scope: Scope, at: Place): Value {
  return bounded(at, scope, () => {
    if (expression.kind === 'literal') return scalarAt(expression.value, at)
    if (expression.kind === 'member') return evaluateMember(expression, scope, at)
    return callFunction(expression, {
      scope,
      at,
      evaluate: (each, inner = scope) => evaluateExpression(each, inner, at),
      evaluateNode: evaluate,
    })
  })
}

/** Chains stand deep on their left: they are walked from their innermost value outwards. */
function evaluateMember(expression: Member, scope: Scope, at: Place): Value {
  const keys: Expression[] = []
  let innermost: Expression = expression
  while (innermost.kind === 'member') {
    keys.push(innermost.key)
    innermost = innermost.of
  }
  const start = evaluateExpression(innermost, scope, at)
  return keys
    .reverse()
    .reduce<Value>((value, key) => stepInto(value, evaluateExpression(key, scope, at), { scope, at }), start)
}

function stepInto(value: Value, key: Value, context: { readonly scope: Scope; readonly at: Place }): Value {
  const { at } = context
  if (key.kind === 'hidden') return unknownPart(value, key, at)
  if (value.kind === 'hidden') return follow(value, asText(key) ?? '', context)
  if (value.kind === 'scalar') return failureAt('the value has no parts', at)
  return partOf(value, key) ?? failureAt(`there is no '${(asText(key) ?? '').slice(0, 80)}'`, at)
}

/** A part of a value that is known, by a key that is not: the same of both is the same value. */
function unknownPart(value: Value, key: Value & { readonly kind: 'hidden' }, at: Place): Value {
  const [of, by] = [hiddenIn(value) === undefined ? jsonOf(value) : textIn(value), textIn(key)]
  return of === undefined || by === undefined ? hiddenAt(key.reason, at) : partlyAt(`[${of}[${by}]]`, at)
}

/** A property of something that only exists once it is deployed; outputs of nested deployments are worked out. */
function follow(
  value: Value & { readonly kind: 'hidden' },
  key: string,
  { scope, at }: { readonly scope: Scope; readonly at: Place },
): Value {
  const { refersTo } = value
  const text = textIn(value)
  if (refersTo === undefined) {
    return text === undefined ? hiddenAt(value.reason, at) : partlyAt(`[${text}.${key}]`, at)
  }
  const path = [...refersTo.path, key]
  const [, outputs, name = '', last] = path
  if (outputs?.toLowerCase() === 'outputs' && last !== undefined && path.length === 4) {
    const output = scope.names.work.outputOf(refersTo.to, name, at)
    if (output !== undefined) return output
  }
  return propertyAt({ ...refersTo, path }, at)
}
