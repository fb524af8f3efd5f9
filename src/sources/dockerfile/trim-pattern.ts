/** More would make matching slow. */
const mostStars = 2
const longest = 200

/**
 * `${X#p}`, `${X##p}`, `${X%p}`, `${X%%p}`, `${X/p/r}` and `${X//p/r}` with the wildcards `*` and `?`; nothing where
 * the pattern is too complicated to be matched in bounded time.
 */
export function trimPattern(value: string, operator: string, pattern: string): string | undefined {
  const slash = operator.startsWith('/') ? pattern.indexOf('/') : -1
  const own = slash === -1 ? pattern : pattern.slice(0, slash)
  const replacement = slash === -1 ? '' : pattern.slice(slash + 1)
  if (own.length > longest || own.split('*').length - 1 > mostStars || value.length > longest * 5)
    return undefined
  if (operator === '//') return value.replace(new RegExp(source(own, true), 'g'), () => replacement)
  if (operator === '/') return value.replace(new RegExp(source(own, true)), () => replacement)
  if (operator.startsWith('#')) {
    return value.replace(new RegExp(`^${source(own, operator === '##')}`), '')
  }
  return trimEnd(value, own, operator === '%%')
}

/** The shortest suffix is found by trying from the end, the longest from the start. */
function trimEnd(value: string, pattern: string, isGreedy: boolean): string {
  const whole = new RegExp(`^${source(pattern, true)}$`, 's')
  const starts = Array.from({ length: value.length + 1 }, (_, index) => index)
  const found = (isGreedy ? starts : starts.reverse()).find((start) => whole.test(value.slice(start)))
  return found === undefined ? value : value.slice(0, found)
}

function source(pattern: string, isGreedy: boolean): string {
  return pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', isGreedy ? '.*' : '.*?')
    .replaceAll('?', '.')
    .replaceAll('.*.', isGreedy ? '.*' : '.*?')
}
