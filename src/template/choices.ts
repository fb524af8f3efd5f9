import {
  child,
  type HiddenNode,
  itemsOf,
  type Node,
  type Place,
  placeOf,
  type Scalar,
} from '../kernel/tree.ts'
import { areEqual, asText, scalarAt, type Value } from '../values/value.ts'

/** A value that nobody gave, and that can only be one of some. */
interface Bounded extends HiddenNode {
  readonly choices: readonly Scalar[]
}

const mostChoices = 32

/** A parameter without a value, as far as what its declaration allows decides it. */
export function boundedBy(declared: Node, unknown: Value): Value {
  // Of a list it bounds the items.
  if (asText(child(declared, 'type'))?.toLowerCase() === 'array') return unknown
  const allowed = itemsOf(child(declared, 'allowedValues'))
  const choices = allowed.flatMap((each) => (each.kind === 'scalar' ? [each.value] : []))
  return choices.length === allowed.length ? withChoices(unknown, choices) : unknown
}

function withChoices(unknown: Value, choices: readonly Scalar[]): Value {
  const [first, ...others] = new Set(choices)
  if (first === undefined || others.length >= mostChoices || unknown.kind !== 'hidden') return unknown
  if (others.length === 0) return scalarAt(first, placeOf(unknown))
  const made: Bounded = { ...unknown, choices: [first, ...others] }
  return made
}

function choicesOf(value: Value): readonly Scalar[] | undefined {
  return 'choices' in value ? (value as Bounded).choices : undefined
}

/**
 * What a function of some values comes to where one of them is one of several: the same for all of them, or one of what
 * it comes to for each. Nothing where no value is bounded so, or what it comes to is no single value.
 */
export function ofChoices(
  values: readonly Value[],
  at: Place,
  run: (values: readonly Value[]) => Value,
): Value | undefined {
  const bounded = values.flatMap((value, index) => (choicesOf(value) === undefined ? [] : [index]))
  const [index] = bounded
  if (index === undefined || bounded.length > 1) return undefined
  const choices = choicesOf(values[index] ?? scalarAt(null, at)) ?? []
  const results = choices.map((choice) => run(values.with(index, scalarAt(choice, at))))
  const [first] = results
  if (first !== undefined && results.every((each) => areEqual(each, first) === true)) return first
  const scalars = results.flatMap((each) => (each.kind === 'scalar' ? [each.value] : []))
  return scalars.length === results.length ? withChoices(run(values), scalars) : undefined
}
