/** Whether an action of a role, in which each star stands for any text, holds another. */
export function holdsAction(pattern: string, action: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const wanted = action.toLowerCase()
  const last = rest.pop()
  if (last === undefined) return first === wanted
  if (!wanted.startsWith(first) || !wanted.endsWith(last)) return false
  let at = first.length
  for (const part of rest) {
    const found = wanted.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at <= wanted.length - last.length
}

/** Stars and slashes alone stand for everything. */
export function isEveryAction(pattern: string): boolean {
  return /^\*[*/]*$/.test(pattern)
}
