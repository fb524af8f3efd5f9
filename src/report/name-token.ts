import { createHash } from 'node:crypto'

const maxLength = 200

/**
 * A name as an identifier that every format takes: letters, digits, `.`, `:`, `-` and `_` only (an NMTOKEN of XML).
 * `/` becomes `__`, anything else its code between two `_`, so that different names stay different.
 */
export function nameToken(name: string): string {
  const token = name.replace(/[^A-Za-z0-9.:-]/gu, (character) =>
    character === '/' ? '__' : `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
  )
  if (token.length <= maxLength) return token
  const digest = createHash('sha256').update(token).digest('hex').slice(0, 16)
  return `${token.slice(0, maxLength)}_.${digest}`
}
