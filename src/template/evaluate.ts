import type { Entry, HiddenNode, MapNode, Place } from '../kernel/tree.ts'
import { placeOf } from '../kernel/tree.ts'
import { problemAt } from '../model/problem.ts'
import { failureAt, hiddenAt, isNull, listAt, mapAt, scalarAt, sizeOf, type Value } from '../values/value.ts'
import { callFunction } from './functions/call.ts'
import { localName, loopsIn } from './loops.ts'
import type { Scope } from './names.ts'
import { isExpression, parseExpression } from './parse-expression.ts'
import { perhapsNull, textIn } from './partly.ts'
import { stepInto } from './step.ts'
import { type Expression, isExpressionNode, type ListOf, type MapOf, type Member } from './syntax.ts'

/** Names that lead to names further than this lead nowhere. */
const mostDepth = 300

/** What a part of a template comes to. What cannot be known is hidden, with why; nothing is ever guessed. */
export function evaluate(node: Value, scope: Scope): Value {
  return bounded(node, scope, () => {
    if (node.kind === 'scalar') return evaluateScalar(node, scope)
    if (node.kind === 'map') return evaluateMap(node, scope)
    if (isExpressionNode(node)) return evaluateExpression(node.expression, scope, node)
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
    entries.set(name, entryOf(keyStart, evaluate(value, scope), value))
  }
  for (const loop of loops ?? [])
    entries.set(loop.name, { keyStart: loop.at.start, value: loop.run(scope, evaluate) })
  const made = mapAt(entries, at)
  return node.rest === undefined || made.kind !== 'map' ? made : { ...made, rest: node.rest }
}

function scalarNode(value: string, at: Value): Value & { readonly kind: 'scalar' } {
  return { kind: 'scalar', value, ...placeOf(at) }
}

/** A value that stands elsewhere than it is written is best pointed at where it stands. */
function entryOf(keyStart: number, value: Value, written: Place): Entry {
  const isHere =
    value.document === written.document && value.start >= written.start && value.end <= written.end
  return { keyStart: isHere ? keyStart : value.start, value }
}

function evaluateExpression(expression: Expression, scope: Scope, around: Place): Value {
  const { at = around } = expression
  return bounded(at, scope, () => {
    switch (expression.kind) {
      case 'literal':
        return scalarAt(expression.value, at)
      case 'name':
        return scope.locals.get(localName(expression.name)) ?? scope.names.lookUp(expression.name, at)
      case 'member':
        return evaluateMember(expression, scope, at)
      case 'list':
        return evaluateList(expression, scope, at)
      case 'map':
        return evaluateMapOf(expression, scope, at)
      case 'call':
        return callFunction(expression, {
          scope,
          at,
          evaluate: (each, inner = scope) => evaluateExpression(each, inner, at),
          evaluateNode: evaluate,
        })
    }
  })
}

function evaluateList({ items }: ListOf, scope: Scope, at: Place): Value {
  const made: Value[] = []
  for (const { value: written, isSpread } of items) {
    const value = evaluateExpression(written, scope, at)
    if (isSpread !== true) made.push(value)
    else if (value.kind === 'list') made.push(...value.items)
    else if (!isNull(value)) return hiddenAt(value.kind === 'hidden' ? value.reason : 'no list is spread', at)
  }
  return listAt(made, at)
}

function evaluateMapOf({ items }: MapOf, scope: Scope, at: Place): Value {
  const entries = new Map<string, Entry>()
  for (const { key, value: written } of items) {
    const value = evaluateExpression(written, scope, at)
    const added =
      key === undefined ? spread(value) : entryUnder(evaluateExpression(key, scope, at), value, written)
    if (!Array.isArray(added)) return hiddenAt(added.reason, at)
    for (const [name, entry] of added) entries.set(name, entry)
  }
  return mapAt(entries, at)
}

type Entries = [string, Entry][]

function spread(value: Value): Entries | HiddenNode {
  if (value.kind === 'hidden') return value
  return value.kind === 'map' ? [...value.entries] : []
}

function entryUnder(key: Value, value: Value, { at = key }: Expression): Entries | HiddenNode {
  const name = textIn(key)
  return name === undefined ? hiddenAt('a key cannot be known', key) : [[name, entryOf(key.start, value, at)]]
}

interface Step {
  readonly key: Expression
  readonly isSafe: boolean
}

/** Chains stand deep on their left: they are walked from their innermost value outwards. */
function evaluateMember(expression: Member, scope: Scope, at: Place): Value {
  const steps: Step[] = []
  let innermost: Expression = expression
  while (innermost.kind === 'member') {
    steps.push({ key: innermost.key, isSafe: innermost.isSafe === true })
    innermost = innermost.of
  }
  let value = evaluateExpression(innermost, scope, at)
  for (const step of steps.reverse()) {
    const reached = takeStep(value, step, { scope, at })
    // Behind `.?` nothing is worked out where there is nothing.
    if (step.isSafe && isNothing(reached)) return scalarAt(null, at)
    value = reached ?? failureAt('there is no such part', at)
  }
  return value
}

function takeStep(
  value: Value,
  { key, isSafe }: Step,
  context: { readonly scope: Scope; readonly at: Place },
): Value | undefined {
  if (isSafe && isNull(value)) return undefined
  const reached = stepInto(value, evaluateExpression(key, context.scope, context.at), context)
  return isSafe && value.kind === 'hidden' && reached !== undefined ? perhapsNull(reached) : reached
}

function isNothing(value: Value | undefined): boolean {
  return value === undefined || isNull(value)
}
