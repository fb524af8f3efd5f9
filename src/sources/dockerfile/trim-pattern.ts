/** More would make matching slow. */
const mostSteps = 20_000

/**
 * `${X#p}`, `${X##p}`, `${X%p}`, `${X%%p}`, `${X/p/r}` and `${X//p/r}` with the wildcards `*` and `?`; nothing where
 * the pattern is too complicated to be matched in bounded time.
 */
export function trimPattern(value: string, operator: string, pattern: string): string | undefined {
  if (operator.startsWith('/')) return replacePattern(value, operator, pattern)
  if (value.length * pattern.length > mostSteps) return undefined
  const isGreedy = operator.length === 2
  if (operator.startsWith('#')) return value.slice(matchLength(value, pattern, isGreedy) ?? 0)
  const length = matchLength(reverse(value), reverse(pattern), isGreedy) ?? 0
  return value.slice(0, value.length - length)
}

function replacePattern(value: string, operator: string, pattern: string): string | undefined {
  const slash = pattern.indexOf('/')
  const wanted = slash === -1 ? pattern : pattern.slice(0, slash)
  const replacement = slash === -1 ? '' : pattern.slice(slash + 1)
  if (wanted === '') return value
  if (value.length ** 2 * wanted.length > mostSteps * 10) return undefined
  let replaced = ''
  for (let at = 0; at < value.length;) {
    const length = matchLength(value.slice(at), wanted, true) ?? 0
    replaced += length === 0 ? value.charAt(at) : replacement
    at += Math.max(1, length)
    if (length > 0 && operator === '/') return replaced + value.slice(at)
  }
  return replaced
}

function reverse(text: string): string {
  return text.split('').reverse().join('')
}

/** How much of a text's start a pattern matches, at most or at least; every state is tried at once, so none twice. */
function matchLength(text: string, pattern: string, isGreedy: boolean): number | undefined {
  let states = new Set<number>()
  enter(states, 0, pattern)
  let found: number | undefined
  for (let at = 0; states.size > 0; at++) {
    if (states.has(pattern.length)) found = at
    if (at === text.length || (found !== undefined && !isGreedy)) break
    const next = new Set<number>()
    for (const state of states) {
      if (pattern[state] === '*') enter(next, state, pattern)
      else if (pattern[state] === '?' || pattern[state] === text[at]) enter(next, state + 1, pattern)
    }
    states = next
  }
  return found
}

/** A star may also match nothing: what follows it is entered, too. */
function enter(states: Set<number>, first: number, pattern: string): void {
  let state = first
  states.add(state)
  while (pattern[state] === '*') states.add(++state)
}
