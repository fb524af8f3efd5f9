import type { Place } from '../../kernel/tree.ts'
import { areEqual, asNumber, asText, asTruth, hiddenAt, scalarAt, type Value } from '../../values/value.ts'
import type { PureFunction, PureFunctions } from './function.ts'

function compares(holds: (order: number) => boolean): PureFunction {
  return {
    knows: 'all',
    run: ([a, b], at) => {
      const order = orderOf(a, b)
      return order === undefined ? undefined : scalarAt(holds(order), at)
    },
  }
}

function orderOf(a: Value | undefined, b: Value | undefined): number | undefined {
  const [one, other] = [asNumber(a), asNumber(b)]
  if (one !== undefined && other !== undefined) return one - other
  const [text, second] = [asText(a), asText(b)]
  if (text === undefined || second === undefined) return undefined
  return text < second ? -1 : Number(text > second)
}

function calculates(run: (a: number, b: number) => number): PureFunction {
  return {
    knows: 'all',
    run: ([a, b], at) => {
      const [one, other] = [asNumber(a), asNumber(b)]
      return one === undefined || other === undefined ? undefined : scalarAt(run(one, other), at)
    },
  }
}

/** One known side may decide alone. */
function decides(deciding: boolean): PureFunction {
  return {
    knows: 'nothing',
    run: (given, at) => {
      const truths = given.map(asTruth)
      if (truths.includes(deciding)) return scalarAt(deciding, at)
      if (!truths.includes(undefined)) return scalarAt(!deciding, at)
      const unclear = given.find((value) => value.kind === 'hidden')
      return unclear?.kind === 'hidden' ? hiddenAt(unclear.reason, at) : undefined
    },
  }
}

/** ARM compares texts letter by letter, and says of values of two types that they differ. */
const equals: PureFunction = {
  knows: 'nothing',
  run: ([a, b], at) => {
    if (a === undefined || b === undefined) return undefined
    const equal = areEqual(a, b)
    return equal === undefined ? hiddenAt('a part cannot be known', at) : scalarAt(equal, at)
  },
}

export const logic: PureFunctions = {
  add: calculates((a, b) => a + b),
  and: decides(false),
  bool: {
    knows: 'all',
    run: ([value], at) => {
      const number = asNumber(value)
      const truth = number === undefined ? asTruth(lowered(value, at)) : number !== 0
      return truth === undefined ? undefined : scalarAt(truth, at)
    },
  },
  div: calculates((a, b) => Math.trunc(a / b)),
  equals,
  false: { knows: 'all', run: (_, at) => scalarAt(false, at) },
  greater: compares((order) => order > 0),
  greaterorequals: compares((order) => order >= 0),
  int: {
    knows: 'all',
    run: ([value], at) => {
      const number = asNumber(value)
      return number === undefined ? undefined : scalarAt(Math.trunc(number), at)
    },
  },
  less: compares((order) => order < 0),
  lessorequals: compares((order) => order <= 0),
  mod: calculates((a, b) => a % b),
  mul: calculates((a, b) => a * b),
  not: {
    knows: 'all',
    run: ([value], at) => {
      const truth = asTruth(value)
      return truth === undefined ? undefined : scalarAt(!truth, at)
    },
  },
  null: { knows: 'all', run: (_, at) => scalarAt(null, at) },
  or: decides(true),
  sub: calculates((a, b) => a - b),
  true: { knows: 'all', run: (_, at) => scalarAt(true, at) },
}

function lowered(value: Value | undefined, at: Place): Value | undefined {
  const text = asText(value)
  return text === undefined ? value : scalarAt(text.toLowerCase(), at)
}
