/** Longer texts are not put together. */
export const mostText: number = 2 ** 20

/** The texts as one; nothing where it would be too long. */
export function joinTexts(texts: readonly string[], separator = ''): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0)
  return length > mostText ? undefined : texts.join(separator)
}

/** The text with all of one part replaced; nothing where it would be too long. */
export function replaceAll(text: string, old: string, by: string): string | undefined {
  return joinTexts(old === '' ? ['', ...text, ''] : text.split(old), by)
}
