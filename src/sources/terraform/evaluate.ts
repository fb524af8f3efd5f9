import type { Entry, Place } from '../../kernel/tree.ts'
import { callFunction } from './functions/call.ts'
import { fillTemplate } from './template-file.ts'
import { operate } from './operators.ts'
import { isDirective, pieceFor } from './text-gaps.ts'
import type {
  Call,
  Conditional,
  Expression,
  For,
  ObjectValue,
  Splat,
  SplatPath,
  Template,
  TemplateFor,
  TemplatePart,
} from './syntax.ts'
import {
  areEqual,
  asNumber,
  asText,
  asTruth,
  failureAt,
  hiddenAt,
  isFailure,
  isNull,
  listAt,
  mapAt,
  partlyHiddenAt,
  partsOf,
  scalarAt,
  sizeOf,
  sortedEntries,
  type Value,
} from '../../values/value.ts'
import type { Scope, Names, Found, StepKey } from './scope.ts'

/** Names that lead to names further than this lead nowhere. */
const mostDepth = 400

/** Works an expression out. What cannot be known is hidden, with why; nothing is ever guessed. */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { budget } = scope
  budget.left -= 1
  const at = placeOf(expression, scope)
  if (budget.left < 0) return hiddenAt('there is too much to work out', at)
  if (budget.depth > mostDepth) return hiddenAt('it leads too far to work out', at)
  budget.depth += 1
  const value = evaluateKind(expression, scope, at)
  budget.depth -= 1
  // Whoever asked goes through it.
  budget.left -= sizeOf(value) / 16
  return value
}

type Kinds = {
  readonly [K in Expression['kind']]: (
    expression: Extract<Expression, { readonly kind: K }>,
    scope: Scope,
    at: Place,
  ) => Value
}

const kinds: Kinds = {
  literal: ({ value }, _, at) => scalarAt(value, at),
  template: evaluateTemplate,
  tuple: ({ items }, scope, at) =>
    listAt(
      items.map((item) => evaluate(item, scope)),
      at,
    ),
  object: evaluateObject,
  name: evaluateReference,
  member: evaluateReference,
  index: evaluateReference,
  splat: evaluateSplat,
  call: evaluateCall,
  conditional: evaluateConditional,
  for: evaluateFor,
  unary: (expression, scope, at) => operate(expression, (part) => evaluate(part, scope), at),
  binary: (expression, scope, at) => operate(expression, (part) => evaluate(part, scope), at),
}

function evaluateKind(expression: Expression, scope: Scope, at: Place): Value {
  return kinds[expression.kind](expression as never, scope, at)
}

function placeOf({ start, end }: Pick<Expression, 'start' | 'end'>, { document }: Scope): Place {
  return { start, end, document }
}

/** A template that is nothing but one expression is that expression. */
function evaluateTemplate({ parts }: Template, scope: Scope, at: Place): Value {
  const [only] = parts
  if (parts.length === 1 && only !== undefined && !isDirective(only)) return evaluate(only, scope)
  return evaluateParts(parts, scope, at)
}

function evaluateParts(parts: readonly TemplatePart[], scope: Scope, at: Place): Value {
  let text = ''
  let gap: string | undefined
  for (const part of parts) {
    const value = isDirective(part) ? evaluateDirective(part, scope) : evaluate(part, scope)
    const piece = pieceFor(value, part, text)
    if (value.kind === 'hidden') gap ??= value.reason
    if (piece === undefined) return gap === undefined ? noText(at) : hiddenAt(gap, at)
    text += piece
    if (text.length > 2 ** 20) return hiddenAt('the text is too long', at)
  }
  return gap === undefined ? scalarAt(text, at) : partlyHiddenAt(gap, at, text)
}

function noText(at: Place): Value {
  return failureAt('only texts, numbers and truth values go into a text', at)
}

function evaluateDirective(part: Exclude<TemplatePart, Expression>, scope: Scope): Value {
  const at = placeOf(part, scope)
  if (part.kind === 'template-for') return evaluateLoop(part, scope, at)
  const condition = evaluate(part.condition, scope)
  const isTrue = asTruth(condition)
  if (isTrue === undefined) return hiddenAt(reasonOf(condition, 'the condition is no truth value'), at)
  return evaluateParts((isTrue ? part.yes : part.no).parts, scope, at)
}

function evaluateLoop(loop: TemplateFor, scope: Scope, at: Place): Value {
  const pairs = pairsOf(evaluate(loop.of, scope), at)
  if (!Array.isArray(pairs)) return pairs
  const texts = pairs.map((pair) => evaluateParts(loop.each.parts, withPair(scope, pair, loop), at))
  const unclear = texts.find((text) => text.kind === 'hidden')
  return unclear ?? scalarAt(texts.map((text) => asText(text) ?? '').join(''), at)
}

function reasonOf(value: Value, otherwise: string): string {
  return value.kind === 'hidden' ? value.reason : otherwise
}

function evaluateObject({ entries }: ObjectValue, scope: Scope, at: Place): Value {
  const made = new Map<string, Entry>()
  for (const { key, value } of entries) {
    const name = asText(evaluate(key, scope))
    if (name === undefined) return hiddenAt('a key cannot be known', at)
    made.set(name, { keyStart: key.start, value: evaluate(value, scope) })
  }
  return mapAt(made, at)
}

/** `a.b[c].d`: as many steps as the name takes, then one by one. */
function evaluateReference(expression: Expression, scope: Scope, at: Place): Value {
  const { root, keys } = stepsOf(expression, scope)
  if (keys.length > mostSteps) return hiddenAt('the reference is too long', at)
  const { value, used } = startOf(root, keys, scope)
  return walk(value, keys.slice(used), scope.module)
}

const mostSteps = 100

function startOf(root: Expression, keys: readonly StepKey[], scope: Scope): Found {
  const named = root.kind === 'name' ? scope.names.get(root.name) : undefined
  if (named !== undefined) return { value: named, used: 0 }
  return root.kind === 'name'
    ? scope.module.lookUp(root.name, keys, placeOf(root, scope))
    : { value: evaluate(root, scope), used: 0 }
}

function stepsOf(
  expression: Expression,
  scope: Scope,
): { readonly root: Expression; readonly keys: readonly StepKey[] } {
  const keys: StepKey[] = []
  let root = expression
  while (root.kind === 'member' || root.kind === 'index') {
    keys.push(root.kind === 'member' ? root.name : evaluate(root.key, scope))
    root = root.of
  }
  return { root, keys: keys.reverse() }
}

function walk(value: Value, keys: readonly StepKey[], module: Names): Value {
  return keys.reduce<Value>((reached, key) => takeStep(reached, key, module), value)
}

function takeStep(value: Value, key: StepKey, module: Names): Value {
  const name = nameOf(key)
  if (name === undefined) return hiddenAt('an index cannot be known', value)
  if (value.kind === 'hidden') return value.refersTo === undefined ? value : module.follow(value, key)
  if (value.kind === 'scalar') return failureAt('the value has no parts', value)
  const part = value.kind === 'map' ? value.entries.get(name)?.value : value.items[Number(name)]
  return part ?? failureAt(`there is no '${name.slice(0, 80)}'`, value)
}

/** A key as a text; nothing where it cannot be known. */
export function nameOf(key: StepKey): string | undefined {
  return typeof key === 'object' ? asText(key) : key
}

function evaluateSplat({ of, each }: Splat, scope: Scope, at: Place): Value {
  return spread(evaluate(of, scope), each, { scope, at })
}

function spread(
  all: Value,
  { keys, each }: SplatPath,
  context: { readonly scope: Scope; readonly at: Place },
): Value {
  const { scope, at } = context
  if (isFailure(all) || (all.kind === 'hidden' && all.refersTo === undefined)) return all
  const steps = keys.map((key) => (typeof key === 'string' ? key : evaluate(key, scope)))
  const parts = asItems(all).map((item) => walk(item, steps, scope.module))
  return listAt(each === undefined ? parts : parts.map((part) => spread(part, each, context)), at)
}

/** A single value counts as a list of it, and null as an empty one. */
function asItems(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items
  return isNull(value) ? [] : [value]
}

function evaluateCall(call: Call, scope: Scope, at: Place): Value {
  const { name, isExpanded } = call
  if (name === 'try') return firstThatWorks(call.arguments, scope, at)
  const given = call.arguments.map((each) => evaluate(each, scope))
  if (name === 'can') return whetherItWorks(given[0], at)
  if (name === 'templatefile') return fillTemplate(given, { scope, at, evaluate })
  const last = isExpanded ? given.at(-1) : undefined
  if (last?.kind === 'hidden') return hiddenAt(last.reason, at)
  const all = last === undefined ? given : [...given.slice(0, -1), ...partsOf(last)]
  return callFunction(name, all, { at, readFile: scope.module.readFile })
}

function whetherItWorks(value: Value | undefined, at: Place): Value {
  if (value === undefined || isFailure(value)) return scalarAt(false, at)
  return value.kind === 'hidden' ? hiddenAt(value.reason, at) : scalarAt(true, at)
}

/** What fails is passed by; what nobody knows may fail or not. */
function firstThatWorks(written: readonly Expression[], scope: Scope, at: Place): Value {
  for (const each of written) {
    const value = evaluate(each, scope)
    if (!isFailure(value)) return value
  }
  return failureAt('none of the expressions works', at)
}

function evaluateConditional({ condition, yes, no }: Conditional, scope: Scope, at: Place): Value {
  const decides = evaluate(condition, scope)
  const isTrue = asTruth(decides)
  if (isTrue !== undefined) return evaluate(isTrue ? yes : no, scope)
  if (decides.kind !== 'hidden') return failureAt('the condition is no truth value', at)
  const value = evaluate(yes, scope)
  return areEqual(value, evaluate(no, scope)) === true ? value : hiddenAt(decides.reason, at)
}

type Pair = readonly [key: Value, value: Value]

/** What a `for` goes through, in its order; where that cannot be known, why. */
function pairsOf(value: Value, at: Place): Pair[] | Value {
  if (value.kind === 'list') return value.items.map((item, index) => [scalarAt(index, at), item] as const)
  if (value.kind === 'map')
    return sortedEntries(value).map(([key, entry]) => [scalarAt(key, at), entry.value] as const)
  return value.kind === 'hidden'
    ? hiddenAt(value.reason, at)
    : failureAt('there is nothing to go through', at)
}

/** What a loop calls the key and the value. */
interface Pairing {
  readonly keyName?: string
  readonly name: string
}

function withPair(scope: Scope, [key, value]: Pair, { keyName, name }: Pairing): Scope {
  const names = new Map(scope.names)
  if (keyName !== undefined) names.set(keyName, key)
  names.set(name, value)
  return { ...scope, names }
}

function evaluateFor(expression: For, scope: Scope, at: Place): Value {
  const pairs = pairsOf(evaluate(expression.of, scope), at)
  if (!Array.isArray(pairs)) return pairs
  const kept: Scope[] = []
  for (const pair of pairs) {
    const inner = withPair(scope, pair, expression)
    const isIn = expression.condition === undefined ? true : asTruth(evaluate(expression.condition, inner))
    if (isIn === undefined) return hiddenAt('a condition cannot be known', at)
    if (isIn) kept.push(inner)
  }
  if (expression.key !== undefined) return evaluateForMap({ ...expression, key: expression.key }, kept, at)
  return listAt(
    kept.map((inner) => evaluate(expression.value, inner)),
    at,
  )
}

function evaluateForMap(
  { key, value, isGrouped }: For & { readonly key: Expression },
  scopes: readonly Scope[],
  at: Place,
): Value {
  const made = new Map<string, Value[]>()
  for (const scope of scopes) {
    const name = asText(evaluate(key, scope))
    if (name === undefined) return hiddenAt('a key cannot be known', at)
    const group = made.get(name) ?? []
    made.set(name, group)
    group.push(evaluate(value, scope))
  }
  const entries = new Map<string, Entry>()
  for (const [name, [first, ...others]] of made) {
    if (first === undefined) continue
    if (!isGrouped && others.length > 0) return failureAt('two items have one key', at)
    const own = isGrouped ? listAt([first, ...others], at) : first
    entries.set(name, { keyStart: own.document === at.document ? own.start : at.start, value: own })
  }
  return mapAt(entries, at)
}

/** `asNumber` of what an expression comes to: for `count`. */
export function countOf(value: Value): number | undefined {
  const count = asNumber(value)
  return count === undefined || !Number.isInteger(count) || count < 0 ? undefined : count
}
