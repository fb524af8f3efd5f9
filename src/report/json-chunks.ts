const batch = 1000

/**
 * An object as JSON in pieces: the whole may be longer than a JavaScript string can be. The items of long lists stand
 * one per line and are written in batches.
 */
export function* jsonDocument(data: object, longLists: ReadonlySet<string>): Generator<string> {
  let separator = '{\n'
  for (const [key, value] of Object.entries(data) as Iterable<[string, unknown]>) {
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
