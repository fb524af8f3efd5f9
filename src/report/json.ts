import type { Report } from '../findings/report.ts'

const batch = 1000

/** Lists that grow with the input: one item per line, written in batches. */
const longLists = new Set(['findings', 'problems', 'skipped'])

/**
 * The report as JSON (`schema: 1`): every field of `Report` but the texts of the sources. In pieces, since the whole may
 * be longer than a JavaScript string can be.
 */
export function* jsonChunks(report: Report): Generator<string> {
  const { sources: _, ...data } = report
  let separator = '{\n'
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue
    yield `${separator}  ${JSON.stringify(key)}: `
    if (longLists.has(key) && Array.isArray(value)) yield* listChunks(value)
    else yield JSON.stringify(value, undefined, 2).replaceAll('\n', '\n  ')
    separator = ',\n'
  }
  yield '\n}\n'
}

function* listChunks(items: readonly unknown[]): Generator<string> {
  if (items.length === 0) return yield '[]'
  yield '[\n'
  for (let start = 0; start < items.length; start += batch) {
    const lines = items.slice(start, start + batch).map((item) => `    ${JSON.stringify(item)}`)
    yield `${lines.join(',\n')}${start + batch < items.length ? ',\n' : '\n'}`
  }
  yield '  ]'
}
