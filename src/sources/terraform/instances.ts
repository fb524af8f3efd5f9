import type { Document } from '../../model/origin.ts'
import { countOf, evaluate } from './evaluate.ts'
import type { Scope } from './scope.ts'
import type { Body, Expression } from './syntax.ts'
import { asText, mapAt, scalarAt, type Value } from '../../values/value.ts'

/** One of the things that a block stands for. */
export interface Instance {
  /** `[0]`, `["blue"]`, or nothing. */
  readonly key: string
  /** `each` and `count` in it. */
  readonly names: ReadonlyMap<string, Value>
  /** False where it cannot be known whether it is there at all. */
  readonly isCertain: boolean
}

/** What a block is repeated for. */
export type Repeated =
  | { readonly by: 'nothing' }
  | { readonly by: 'count'; readonly count: number; readonly document: Document }
  | {
      readonly by: 'each'
      readonly items: readonly (readonly [string, Value])[]
      readonly document: Document
    }
  | { readonly by: 'unknown' }

/** More instances than this are one that nobody knows. */
const mostInstances = 1024

export function repeatedBy(body: Body, scope: Scope, itemsOf: ItemsOf = itemsOfResource): Repeated {
  const of = (name: string): Expression | undefined =>
    body.attributes.find((each) => each.name === name)?.value
  const [count, each] = [of('count'), of('for_each')]
  const { document } = scope
  if (count !== undefined) {
    const number = countOf(evaluate(count, scope))
    return number === undefined || number > mostInstances ? unclear : { by: 'count', count: number, document }
  }
  const items = each === undefined ? undefined : itemsOf(evaluate(each, scope))
  if (each === undefined) return { by: 'nothing' }
  return items === undefined || items.length > mostInstances ? unclear : { by: 'each', items, document }
}

const unclear: Repeated = { by: 'unknown' }

type ItemsOf = (value: Value) => (readonly [string, Value])[] | undefined

/** A block in a resource may be repeated for the items of any list. */
export function itemsOfBlock(value: Value): (readonly [string, Value])[] | undefined {
  if (value.kind !== 'list') return itemsOfResource(value)
  return value.items.map((item, index) => [asText(item) ?? String(index), item] as const)
}

/** A set goes by its texts, a map by its keys. */
function itemsOfResource(value: Value): (readonly [string, Value])[] | undefined {
  if (value.kind === 'map') return [...value.entries].map(([key, entry]) => [key, entry.value] as const)
  if (value.kind !== 'list') return undefined
  const texts = value.items.map((item) => [asText(item), item] as const)
  return texts.every((pair): pair is [string, Value] => pair[0] !== undefined) ? texts : undefined
}

export function instancesOf(repeated: Repeated): readonly Instance[] {
  if (repeated.by === 'nothing') return [{ key: '', names: new Map(), isCertain: true }]
  if (repeated.by === 'unknown') return [{ key: '', names: unknownNames, isCertain: false }]
  const at = { document: repeated.document, start: 0, end: 0 }
  if (repeated.by === 'count')
    return Array.from({ length: repeated.count }, (_, index) => ({
      key: `[${index}]`,
      names: new Map([
        ['count', mapAt(new Map([['index', { keyStart: 0, value: scalarAt(index, at) }]]), at)],
      ]),
      isCertain: true,
    }))
  return repeated.items.map(([key, value]) => ({
    key: `[${JSON.stringify(key)}]`,
    names: new Map([['each', eachOf(key, value)]]),
    isCertain: true,
  }))
}

function eachOf(key: string, value: Value): Value {
  const entries = new Map([
    ['key', { keyStart: value.start, value: scalarAt(key, value) }],
    ['value', { keyStart: value.start, value }],
  ])
  return mapAt(entries, value)
}

const unknownValue: Value = {
  kind: 'hidden',
  reason: 'it cannot be known how often the block is repeated',
  start: 0,
  end: 0,
}
const unknownNames: ReadonlyMap<string, Value> = new Map([
  ['each', unknownValue],
  ['count', unknownValue],
])
