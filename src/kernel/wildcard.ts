/** Whether a text fits a pattern in which `*` stands for any characters and `?` for one; in time of their product at most. */
export function fitsWildcard(text: string, pattern: string): boolean {
  let [at, inPattern] = [0, 0]
  let star: { readonly inPattern: number; at: number } | undefined
  while (at < text.length) {
    const expected = pattern[inPattern]
    if (expected === '*') {
      star = { inPattern, at }
      inPattern++
    } else if (expected === '?' || expected === text[at]) {
      at++
      inPattern++
    } else if (star === undefined) return false
    else {
      star.at++
      at = star.at
      inPattern = star.inPattern + 1
    }
  }
  return /^\**$/.test(pattern.slice(inPattern))
}
