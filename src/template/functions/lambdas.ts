import type { Entry, Place } from '../../kernel/tree.ts'
import { asText, asTruth, hiddenAt, listAt, mapAt, scalarAt, type Value } from '../../values/value.ts'
import { localName } from '../loops.ts'
import type { Expression } from '../syntax.ts'
import type { CallContext, SpecialFunction } from './function.ts'

/** `lambda('x', …)` as the function that it is, with one variable or more. */
type Lambda = (...values: readonly Value[]) => Value

function lambdaOf(given: Expression | undefined, { scope, at, evaluate }: CallContext): Lambda | undefined {
  if (given?.kind !== 'call' || given.name !== 'lambda') return undefined
  const names = given.arguments.slice(0, -1).map((each) => asText(evaluate(each)) ?? '')
  const body = given.arguments.at(-1)
  if (body === undefined) return undefined
  return (...values) => {
    const own = names.map((name, index) => [localName(name), values[index] ?? scalarAt(null, at)] as const)
    return evaluate(body, { ...scope, locals: new Map([...scope.locals, ...own]) })
  }
}

interface Run {
  readonly items: readonly Value[]
  readonly lambda: Lambda
  /** The second lambda, where there is one. */
  readonly other: Lambda | undefined
  readonly at: Place
}

function overItems(run: (given: Run) => Value): SpecialFunction {
  return ([list, written, second], context) => {
    const { at, evaluate } = context
    const items = list === undefined ? undefined : evaluate(list)
    const lambda = lambdaOf(written, context)
    if (items?.kind === 'list' && lambda !== undefined)
      return run({ items: items.items, lambda, other: lambdaOf(second, context), at })
    return hiddenAt(items?.kind === 'hidden' ? items.reason : 'the arguments do not fit', at)
  }
}

function filtered({ items, lambda, at }: Run): Value {
  const answers = items.map((item, index) => asTruth(lambda(item, scalarAt(index, at))))
  if (answers.includes(undefined)) return hiddenAt('a condition cannot be known', at)
  return listAt(
    items.filter((_, index) => answers[index] === true),
    at,
  )
}

/** The lambda says whether one item stands before another one. */
function sorted({ items, lambda, at }: Run): Value {
  let isKnown = true
  const isBefore = (one: Value, other: Value): boolean => {
    const answer = isKnown ? asTruth(lambda(one, other)) : false
    isKnown &&= answer !== undefined
    return answer === true
  }
  const made = items.toSorted((a, b) => (isBefore(a, b) ? -1 : Number(isBefore(b, a))))
  return isKnown ? listAt(made, at) : hiddenAt('the order cannot be known', at)
}

function toObject({ items, lambda, other, at }: Run): Value {
  const entries = new Map<string, Entry>()
  for (const item of items) {
    const [key, value] = [asText(lambda(item)), other === undefined ? item : other(item)]
    if (key === undefined) return hiddenAt('a key cannot be known', at)
    entries.set(key, { keyStart: value.start, value })
  }
  return mapAt(entries, at)
}

function groupBy({ items, lambda, at }: Run): Value {
  const keys = items.map((item) => asText(lambda(item)))
  if (keys.includes(undefined)) return hiddenAt('a key cannot be known', at)
  const groups = Map.groupBy(items.entries(), ([index]) => keys[index] ?? '')
  const entries = [...groups].map(([key, group]): [string, Entry] => {
    const value = listAt(
      group.map(([, item]) => item),
      at,
    )
    return [key, { keyStart: at.start, value }]
  })
  return mapAt(new Map(entries), at)
}

function mapValues([given, written]: readonly Expression[], context: CallContext): Value {
  const { at, evaluate } = context
  const map = given === undefined ? undefined : evaluate(given)
  const lambda = lambdaOf(written, context)
  if (map?.kind !== 'map' || lambda === undefined)
    return hiddenAt(map?.kind === 'hidden' ? map.reason : 'the arguments do not fit', at)
  const entries = [...map.entries].map(([key, { keyStart, value }]): [string, Entry] => [
    key,
    { keyStart, value: lambda(value) },
  ])
  return mapAt(new Map(entries), at)
}

function reduce([list, start, written]: readonly Expression[], context: CallContext): Value {
  const { at, evaluate } = context
  const items = list === undefined ? undefined : evaluate(list)
  const lambda = lambdaOf(written, context)
  if (items?.kind !== 'list' || lambda === undefined || start === undefined)
    return hiddenAt(items?.kind === 'hidden' ? items.reason : 'the arguments do not fit', at)
  return items.items.reduce<Value>(
    (made, item, index) => lambda(made, item, scalarAt(index, at)),
    evaluate(start),
  )
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda */
export const lambdas: Readonly<Record<string, SpecialFunction>> = {
  filter: overItems(filtered),
  groupby: overItems(groupBy),
  map: overItems(({ items, lambda, at }) =>
    listAt(
      items.map((item, index) => lambda(item, scalarAt(index, at))),
      at,
    ),
  ),
  mapvalues: mapValues,
  reduce,
  sort: overItems(sorted),
  toobject: overItems(toObject),
}
