import { jsonOf } from '../values/json.ts'
import { sortedEntries, type Value } from '../values/value.ts'

/** A value as `yamlencode` writes it: in blocks, keys in order and texts in quotes. */
export function yamlOf(value: Value): string | undefined {
  const lines = linesOf(value)
  return lines === undefined ? undefined : `${lines.join('\n')}\n`
}

/** What is no block, or an empty one, stands on one line. */
function linesOf(value: Value): readonly string[] | undefined {
  if (value.kind === 'list' && value.items.length > 0) return joined(value.items.map(itemLines))
  if (value.kind === 'map' && value.entries.size > 0)
    return joined(sortedEntries(value).map(([key, entry]) => entryLines(key, entry.value)))
  const text = jsonOf(value)
  return text === undefined ? undefined : [text]
}

function itemLines(value: Value): readonly string[] | undefined {
  return linesOf(value)?.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`)
}

function entryLines(key: string, value: Value): readonly string[] | undefined {
  const lines = linesOf(value)
  const name = JSON.stringify(key)
  if (lines === undefined || !isBlock(value)) return lines?.map((line) => `${name}: ${line}`)
  return [`${name}:`, ...lines.map((line) => (value.kind === 'map' ? `  ${line}` : line))]
}

function isBlock(value: Value): boolean {
  if (value.kind === 'list') return value.items.length > 0
  return value.kind === 'map' && value.entries.size > 0
}

function joined(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}
