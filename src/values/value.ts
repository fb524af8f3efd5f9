import { compareText } from '../kernel/text.ts'
import {
  type Entry,
  type HiddenNode,
  type ListNode,
  type MapNode,
  type Node,
  type Place,
  type Reference,
  type Scalar,
  textOf,
} from '../kernel/tree.ts'
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
  const text = value.kind === 'hidden' ? value.partial : textOf(value)
  if (text !== undefined) return 1 + text.length / 64
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

/** What stands in a text for a value that nobody knows; readers of manifests take it for one that is written elsewhere. */
export const placeholder = '${unknown}'

/** A text of which nobody knows some values. */
export function partlyHiddenAt(reason: string, at: Place, partial: string): HiddenNode {
  return partial.length > mostText ? hiddenAt(reason, at) : { ...hiddenAt(reason, at), partial }
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

/** A text, or what is known of it. */
export function knownText(value: Value | undefined): string | undefined {
  return value?.kind === 'hidden' ? value.partial : asText(value)
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

/** The value with a placeholder for each part that nobody knows. */
export function withPlaceholders(value: Value): Value {
  if (value.kind === 'hidden') return scalarAt(value.partial ?? placeholder, value)
  if (value.kind === 'list') return listAt(value.items.map(withPlaceholders), value)
  if (value.kind === 'scalar') return value
  const entries = [...value.entries].map(
    ([key, entry]) => [key, { ...entry, value: withPlaceholders(entry.value) }] as const,
  )
  return mapAt(new Map(entries), value)
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
