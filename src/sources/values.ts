import { compareText } from '../kernel/text.ts'
import type { Entry, HiddenNode, ListNode, MapNode, Node, Place, Reference, Scalar } from '../kernel/tree.ts'
import { mostText } from './long-text.ts'

/** What an expression comes to is a positioned tree: each part stands where it is written. */
export type Value = Node

/** The language would refuse to go on here; `try` and `can` of Terraform go on. */
interface Failure extends HiddenNode {
  readonly failed: true
}

/** A value that is larger than this is not worked out. */
const mostParts = 20_000

const sizes = new WeakMap<Node, number>()

/** How much work it is to go through a value: its parts, and what its texts are long. */
export function sizeOf(value: Value): number {
  if (value.kind === 'scalar') return typeof value.value === 'string' ? 1 + value.value.length / 64 : 1
  return sizes.get(value) ?? 1
}

export function scalarAt(value: Scalar, at: Place): Value {
  if (typeof value === 'string' && value.length > mostText) return hiddenAt('the text is too long', at)
  if (typeof value === 'number' && !Number.isFinite(value)) return failureAt('the number is too large', at)
  return { kind: 'scalar', value, ...placed(at) }
}

export function listAt(items: readonly Value[], at: Place): Value {
  return bounded({ kind: 'list', items, ...placed(at) }, items, at)
}

export function mapAt(entries: ReadonlyMap<string, Entry>, at: Place): Value {
  const values = [...entries.values()].map(({ value }) => value)
  return bounded({ kind: 'map', entries, ...placed(at) }, values, at)
}

/** Counts parts when a value is made, so that what repeats itself is never unfolded. */
function bounded(value: ListNode | MapNode, parts: readonly Value[], at: Place): Value {
  const size = parts.reduce((sum, part) => sum + sizeOf(part), 1)
  if (size > mostParts) return hiddenAt('the value has too many parts', at)
  sizes.set(value, size)
  return value
}

export function hiddenAt(reason: string, at: Place, refersTo?: Reference): HiddenNode {
  return { kind: 'hidden', reason, ...placed(at), ...(refersTo === undefined ? {} : { refersTo }) }
}

export function failureAt(reason: string, at: Place): Failure {
  return { ...hiddenAt(reason, at), failed: true }
}

export function isFailure(value: Value): boolean {
  return 'failed' in value
}

function placed({ start, end, document }: Place): Place {
  return document === undefined ? { start, end } : { start, end, document }
}

export function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.value === null
}

/** A text, or a number or a truth value as a text. */
export function asText(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined
  return String(value.value)
}

export function asNumber(value: Value | undefined): number | undefined {
  if (value?.kind !== 'scalar') return undefined
  if (typeof value.value === 'number') return value.value
  const isNumber = typeof value.value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.value)
  return isNumber ? Number(value.value) : undefined
}

export function asTruth(value: Value | undefined): boolean | undefined {
  if (value?.kind !== 'scalar') return undefined
  if (typeof value.value === 'boolean') return value.value
  return value.value === 'true' || value.value === 'false' ? value.value === 'true' : undefined
}

/** The first part that nobody knows, however deep. */
export function hiddenIn(value: Value): HiddenNode | undefined {
  if (value.kind === 'hidden') return value
  for (const part of partsOf(value)) {
    const found = hiddenIn(part)
    if (found !== undefined) return found
  }
  return undefined
}

/** The items of a list, or the values of a map in the order of its keys. */
export function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items
  return value.kind === 'map' ? sortedEntries(value).map(([, { value: part }]) => part) : []
}

export function sortedEntries({ entries }: MapNode): readonly (readonly [string, Entry])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b))
}

/** Whether two values are equal; nothing where a part that nobody knows decides it. */
export function areEqual(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'hidden' || b.kind === 'hidden') return undefined
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value
  if (a.kind === 'list') return b.kind === 'list' && areAllEqual(a.items, b.items)
  if (b.kind !== 'map' || [...a.entries.keys()].some((key) => !b.entries.has(key))) return false
  return areAllEqual(partsOf(a), partsOf(b))
}

function areAllEqual(some: readonly Value[], others: readonly Value[]): boolean | undefined {
  if (some.length !== others.length) return false
  const answers = some.map((value, index) => areEqual(value, others[index] ?? value))
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}
