import { areEqual, asText, asTruth, hiddenAt, isNull, scalarAt, type Value } from '../../values/value.ts'
import { mayBeNull } from '../partly.ts'
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
  for (const [index, each] of given.entries()) {
    const value = evaluate(each)
    if (mayBeNull(value) && index + 1 < given.length)
      return hiddenAt('it cannot be known whether it is there', at)
    if (!isNull(value)) return value
  }
  return scalarAt(null, at)
}

export const contextual: Readonly<Record<string, SpecialFunction>> = {
  // Bicep has it to still its types.
  any: ([value], { at, evaluate }) =>
    value === undefined ? hiddenAt('any takes a value', at) : evaluate(value),
  coalesce,
  copyindex: copyIndex,
  if: choose,
  lambdavariables: ([name], { scope, at, evaluate }) =>
    scope.locals.get(`lambda ${name === undefined ? '' : (asText(evaluate(name)) ?? '')}`) ??
    hiddenAt('the variable is not known', at),
  parameters,
  variables,
}
