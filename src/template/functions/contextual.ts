import {
  areEqual,
  asText,
  asTruth,
  hiddenAt,
  isNull,
  listAt,
  scalarAt,
  type Value,
} from '../../sources/values.ts'
import type { Expression } from '../syntax.ts'
import type { CallContext, SpecialFunction } from './function.ts'

function parameters([name]: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const text = name === undefined ? undefined : asText(evaluate(name))
  if (text === undefined) return hiddenAt('the name of the parameter cannot be known', at)
  return scope.locals.get(`parameter ${text.toLowerCase()}`) ?? scope.names.parameter(text, at)
}

function variables([name]: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const text = name === undefined ? undefined : asText(evaluate(name))
  if (text === undefined) return hiddenAt('the name of the variable cannot be known', at)
  return scope.names.variable(text, at)
}

/** Equal branches need no condition. */
function choose([condition, yes, no]: readonly Expression[], { at, evaluate }: CallContext): Value {
  if (condition === undefined || yes === undefined || no === undefined)
    return hiddenAt('if takes three arguments', at)
  const decides = evaluate(condition)
  const isTrue = asTruth(decides)
  if (isTrue !== undefined) return evaluate(isTrue ? yes : no)
  const [one, other] = [evaluate(yes), evaluate(no)]
  if (areEqual(one, other) === true) return one
  return hiddenAt(decides.kind === 'hidden' ? decides.reason : 'the condition is no truth value', at)
}

/** The index of a loop, by its name or of the innermost one, and what is added to it. */
function copyIndex(given: readonly Expression[], { scope, at, evaluate }: CallContext): Value {
  const values = given.map((each) => evaluate(each))
  const name = values.find((value) => value.kind === 'scalar' && typeof value.value === 'string')
  const offset = values.find((value) => value.kind === 'scalar' && typeof value.value === 'number')
  const index = scope.loops.get((asText(name) ?? '').toLowerCase())
  if (index === undefined || index.kind === 'hidden')
    return hiddenAt('the index of the loop is not known', at)
  return scalarAt(Number(asText(index)) + Number(asText(offset) ?? 0), at)
}

function coalesce(given: readonly Expression[], { at, evaluate }: CallContext): Value {
  for (const each of given) {
    const value = evaluate(each)
    if (!isNull(value)) return value
  }
  return scalarAt(null, at)
}

/** `lambda('x', …)` as the function that it is, with one variable or two. */
type Lambda = (...values: readonly Value[]) => Value

function lambdaOf(given: Expression | undefined, { scope, at, evaluate }: CallContext): Lambda | undefined {
  if (given?.kind !== 'call' || given.name !== 'lambda') return undefined
  const names = given.arguments.slice(0, -1).map((each) => asText(evaluate(each)) ?? '')
  const body = given.arguments.at(-1)
  if (body === undefined) return undefined
  return (...values) => {
    const own = names.map((name, index) => [`lambda ${name}`, values[index] ?? scalarAt(null, at)] as const)
    return evaluate(body, { ...scope, locals: new Map([...scope.locals, ...own]) })
  }
}

function overItems(
  run: (items: readonly Value[], lambda: Lambda, context: CallContext) => Value,
): SpecialFunction {
  return ([list, written], context) => {
    const items = list === undefined ? undefined : context.evaluate(list)
    const lambda = lambdaOf(written, context)
    if (items?.kind === 'list' && lambda !== undefined) return run(items.items, lambda, context)
    return hiddenAt(items?.kind === 'hidden' ? items.reason : 'the arguments do not fit', context.at)
  }
}

function filtered(items: readonly Value[], lambda: Lambda, { at }: CallContext): Value {
  const answers = items.map((item, index) => asTruth(lambda(item, scalarAt(index, at))))
  if (answers.includes(undefined)) return hiddenAt('a condition cannot be known', at)
  return listAt(
    items.filter((_, index) => answers[index] === true),
    at,
  )
}

function reduce([list, start, written]: readonly Expression[], context: CallContext): Value {
  const items = list === undefined ? undefined : context.evaluate(list)
  const lambda = lambdaOf(written, context)
  if (items?.kind !== 'list' || lambda === undefined || start === undefined)
    return hiddenAt(items?.kind === 'hidden' ? items.reason : 'the arguments do not fit', context.at)
  return items.items.reduce<Value>((made, item) => lambda(made, item), context.evaluate(start))
}

export const contextual: Readonly<Record<string, SpecialFunction>> = {
  coalesce,
  copyindex: copyIndex,
  filter: overItems(filtered),
  if: choose,
  lambdavariables: ([name], { scope, at, evaluate }) =>
    scope.locals.get(`lambda ${name === undefined ? '' : (asText(evaluate(name)) ?? '')}`) ??
    hiddenAt('the variable is not known', at),
  map: overItems((items, lambda, { at }) =>
    listAt(
      items.map((item, index) => lambda(item, scalarAt(index, at))),
      at,
    ),
  ),
  parameters,
  reduce,
  variables,
}
