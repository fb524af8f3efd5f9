import type { Place } from '../../kernel/tree.ts'
import type { Binary, Expression, Unary } from './syntax.ts'
import {
  areEqual,
  asNumber,
  asTruth,
  failureAt,
  hiddenAt,
  isFailure,
  scalarAt,
  type Value,
} from '../../values/value.ts'

type Evaluate = (expression: Expression) => Value

export function operate(expression: Unary | Binary, evaluate: Evaluate, at: Place): Value {
  if (expression.kind === 'unary') return operateOnOne(expression, evaluate(expression.of), at)
  return operateOnTwo(expression, evaluate, at)
}

function operateOnOne({ operator }: Unary, value: Value, at: Place): Value {
  if (value.kind === 'hidden') return hiddenLike(value, at)
  if (operator === '!') {
    const truth = asTruth(value)
    return truth === undefined ? failureAt('this is no truth value', at) : scalarAt(!truth, at)
  }
  const number = asNumber(value)
  return number === undefined ? failureAt('this is no number', at) : scalarAt(-number, at)
}

function hiddenLike(value: Value & { readonly kind: 'hidden' }, at: Place): Value {
  return 'failed' in value ? failureAt(value.reason, at) : hiddenAt(value.reason, at)
}

/** A long chain stands deep on its left: it is worked out from its innermost pair outwards. */
function operateOnTwo(expression: Binary, evaluate: Evaluate, at: Place): Value {
  const chain: Binary[] = []
  let innermost: Expression = expression
  while (innermost.kind === 'binary') {
    chain.push(innermost)
    innermost = innermost.left
  }
  let value = evaluate(innermost)
  for (const { operator, right } of chain.reverse()) value = applied(operator, value, evaluate(right), at)
  return value
}

// oxlint-disable-next-line eslint/max-params -- two operands, their operator and its place
function applied(operator: Binary['operator'], left: Value, right: Value, at: Place): Value {
  if (operator === '&&' || operator === '||') return decide(left, right, operator === '||', at)
  if (operator === '==' || operator === '!=') return compare(left, right, operator === '==', at)
  const unclear = [left, right].find((each) => each.kind === 'hidden')
  if (unclear?.kind === 'hidden') return hiddenLike(unclear, at)
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a === undefined || b === undefined) return failureAt('this is no number', at)
  return scalarAt(calculations[operator](a, b), at)
}

const calculations: Readonly<
  Record<Exclude<Binary['operator'], '&&' | '||' | '==' | '!='>, (a: number, b: number) => number | boolean>
> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

/** One known side may decide alone. */
// oxlint-disable-next-line eslint/max-params -- two operands, what decides and their place
function decide(left: Value, right: Value, deciding: boolean, at: Place): Value {
  if (isNoTruth(left)) return failureAt('this is no truth value', at)
  if (isNoTruth(right)) {
    // From 1.12 on Terraform does not look at it where the left side decides; before, it fails.
    const isLookedAt = asTruth(left) === !deciding
    return isLookedAt ? failureAt('this is no truth value', at) : hiddenAt('it hangs on the version', at)
  }
  const truths = [asTruth(left), asTruth(right)]
  if (truths.includes(deciding)) return scalarAt(deciding, at)
  if (!truths.includes(undefined)) return scalarAt(!deciding, at)
  const unclear = [left, right].find((each) => each.kind === 'hidden')
  return unclear?.kind === 'hidden' ? hiddenLike(unclear, at) : failureAt('this is no truth value', at)
}

function isNoTruth(value: Value): boolean {
  return isFailure(value) || (value.kind !== 'hidden' && asTruth(value) === undefined)
}

// oxlint-disable-next-line eslint/max-params -- two operands, the wish and their place
function compare(left: Value, right: Value, isWanted: boolean, at: Place): Value {
  const equal = areEqual(left, right)
  if (equal !== undefined) return scalarAt(equal === isWanted, at)
  const unclear = [left, right].find((each) => each.kind === 'hidden')
  return unclear?.kind === 'hidden' ? hiddenLike(unclear, at) : hiddenAt('a part cannot be known', at)
}
