import type { Entry, Place } from '../kernel/tree.ts'
import { hiddenAt, listAt, mapAt, scalarAt, sortedEntries, type Value } from './value.ts'

/** A value as `jsonencode` writes it: keys in order, `<`, `>` and `&` escaped as Go does. */
export function jsonOf(value: Value): string | undefined {
  if (value.kind === 'hidden') return undefined
  if (value.kind === 'scalar') return escaped(JSON.stringify(value.value))
  if (value.kind === 'list') return `[${value.items.map(jsonOf).join(',')}]`
  return `{${sortedEntries(value)
    .map(([key, entry]) => `${escaped(JSON.stringify(key))}:${jsonOf(entry.value) ?? ''}`)
    .join(',')}}`
}

function escaped(text: string): string {
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

const mostDepth = 60

/** Plain data as a value that stands where it was decoded. */
export function valueFrom(plain: unknown, at: Place, depth = 0): Value {
  if (depth > mostDepth) return hiddenAt('the value stands too deep', at)
  if (Array.isArray(plain))
    return listAt(
      plain.map((each) => valueFrom(each, at, depth + 1)),
      at,
    )
  if (typeof plain !== 'object' || plain === null)
    return scalarAt(
      typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? plain : null,
      at,
    )
  const entries = new Map<string, Entry>()
  for (const [key, value] of Object.entries(plain))
    entries.set(key, { keyStart: at.start, value: valueFrom(value, at, depth + 1) })
  return mapAt(entries, at)
}
