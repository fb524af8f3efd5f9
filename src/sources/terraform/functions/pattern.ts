/** Patterns of the file are run only where they cannot take long: RE2, which Terraform uses, never does. */
const longestText = 400
const mostRepeats = 3
/** A repeat of a group that repeats something or chooses: the ways to match it grow with every character. */
const repeatsGroup = /\)[*+{]/
const onlyInJavaScript = /\(\?(?:<?[=!])|\\[1-9kbB]/
const onlyInRe2 = /\(\?(?![:=!<])|\(\?P|\[\[:|\\[pPQzAC]/

/** A pattern for all matches; nothing where it is not to be run. */
export function safePattern(source: string, text: string): RegExp | undefined {
  if (text.length > longestText || source.length > longestText) return undefined
  if (repeatsGroup.test(source) || onlyInJavaScript.test(source) || onlyInRe2.test(source)) return undefined
  const repeats = source.match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0
  if (repeats > mostRepeats) return undefined
  try {
    return new RegExp(source, 'gu')
  } catch {
    return undefined
  }
}
