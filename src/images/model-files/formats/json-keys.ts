/** A key that one object of a JSON text has twice: parsers differ in which one they take. The text has to be JSON. */
export function duplicateKeyIn(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  for (const [token, quoted] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(?:\s*:)?|[{}[\]]/gs)) {
    if (quoted === undefined) openOrClose(token, open)
    else if (token.endsWith(':')) {
      const key = String(JSON.parse(quoted))
      if (open.at(-1)?.has(key) === true) return key
      open.at(-1)?.add(key)
    }
  }
  return undefined
}

/** Lists have no keys. */
function openOrClose(token: string, open: (Set<string> | undefined)[]): void {
  if (token === '{') open.push(new Set())
  else if (token === '[') open.push(undefined)
  else open.pop()
}
