/** Control, invisible and bidirectional characters (Trojan Source, CVE-2021-42574). */
const unprintable: RegExp =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** Whether a text holds anything to look into: nearly none does, and reports print millions. */
const suspicious: RegExp = /[^\u0020-\u007e]|##|::/

/**
 * Text of a scanned file as it may reach a terminal or a build log: control characters become a visible mark, and words
 * that a build agent would take for a command (`##vso[…]`, `##[…]`, `::error::`) are broken up.
 */
export function printable(text: string): string {
  if (!suspicious.test(text)) return text
  return text
    .replace(unprintable, '\u{fffd}')
    .replace(/##(?=(?:vso)?\[)/gi, '# #')
    .replace(/(^|\s)::(?=[a-z])/gi, '$1: :')
}

/** Cuts a text to so many characters, visibly, and never through a surrogate pair. */
export function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text
}

/** Breaks a text into lines of at most `width` characters, at spaces; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
