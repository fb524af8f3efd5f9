import type { Document } from '../../kernel/document.ts'
import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { isDemonstration } from './demonstration.ts'
import { isOfLibrary } from './library.ts'

/** What a shape cannot tell: whether what it holds says that it is a secret. */
const questions: Readonly<Record<string, (found: Candidate, within: Document) => boolean>> = {
  'private-key': hasKeyBody,
  'putty-key': hasPrivateLines,
  'vault-legacy-token': ({ value }) => /[0-9]/.test(value),
  'signed-token': ({ value }) => isSignedToken(value),
  'signed-token-base64': ({ value }) => isSignedToken(decode(value)),
  'curl-user': ({ value }) => isUserAndPassword(value.replace(/["']/g, '')),
  'registry-login': ({ value }) => isPassword(value),
  'curl-header': ({ value }) => /[0-9]/.test(value) && !isDemonstration(value),
  'authorization-header': ({ value }) => isAuthorization(value),
  'connection-string': ({ value }, { path }) =>
    !isOfLibrary(path) && /[0-9]/.test(value) && isPassword(value),
  'netrc-password': ({ value }, { path }) =>
    isPassword(value) && (path.endsWith('netrc') || /[0-9]/.test(value)),
  'registry-auth': ({ value }) => isUserAndPassword(decode(value)),
}

export function isAccepted(found: Candidate, within: Document): boolean {
  return questions[found.rule]?.(found, within) ?? true
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1')
}

const longestKey = 8000
const leastKey = 64

/** Source code names the header of a key; a key follows it with base64, whose lines a text may escape or quote. */
function hasKeyBody({ start, value }: Candidate, { text }: Document): boolean {
  const begin = start + value.length
  const end = text.indexOf('-----', begin)
  const body = text.slice(begin, Math.min(end === -1 ? text.length : end, begin + longestKey))
  const base64 = body
    .replace(/\\[nr]/g, '\n')
    .replace(/^[\w-]{1,40}: .{0,200}$/gm, '')
    .replace(/[\s"'+,\\#>|]|\/\//g, '')
  return base64.length >= leastKey && /^[A-Za-z0-9+/=]{64}/.test(base64)
}

/** PuTTY writes how many lines of the private part follow (Appendix C of its manual). */
function hasPrivateLines({ start }: Candidate, { text }: Document): boolean {
  return /\nPrivate-Lines: [1-9]\d{0,3}\r?\n[A-Za-z0-9+/=]{40}/.test(text.slice(start, start + longestKey))
}

/** RFC 7519 §5: the header is JSON and names an algorithm. */
function isSignedToken(token: string): boolean {
  const [header = '', claims = ''] = token.split('.')
  return /"alg"\s*:/.test(decode(header)) && decode(claims).startsWith('{') && !isExample(decode(claims))
}

/** Tokens that jwt.io and PyJWT show, copied into countless pages. */
function isExample(claims: string): boolean {
  const subject = claims.indexOf('"1234567890"')
  if (subject !== -1 && claims.includes('"John Doe"', subject)) return true
  return /^\{"some":\s?"payload"\}$/.test(claims)
}

function isUserAndPassword(text: string): boolean {
  const colon = text.indexOf(':')
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)]
  if (colon === -1 || /[^\x20-\x7e]/.test(user)) return false
  return isPassword(password === '' ? user : password)
}

function isPassword(text: string): boolean {
  return text.length >= 4 && !isPlaceholder(text) && !isReference(text) && !isDemonstration(text)
}

function isReference(text: string): boolean {
  return /^[$%[<{(]?[A-Za-z_.$]*[\]>})%]?$/.test(text) && /[$%[<{(]/.test(text)
}

/** What RFC 6749 §2.3.1 and RFC 7617 §2 show, and copies of the latter. */
const examples: ReadonlySet<string> = new Set([
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  'YWxhZGRpbjpvcGVuc2VzYW1l',
])

function isAuthorization(header: string): boolean {
  const [scheme = '', value] = header.split(/[ \t]+/)
  // AWS signs each request anew: what stands there names a key, and opens nothing.
  if (scheme.startsWith('AWS4-')) return false
  if (value === undefined) return isStrong(scheme)
  if (examples.has(value)) return false
  if (/^basic$/i.test(scheme)) return isUserAndPassword(decode(value)) && /^[A-Za-z0-9+/]+=*$/.test(value)
  return isStrong(value)
}

function isStrong(value: string): boolean {
  return value.length >= 16 && /[0-9]/.test(value) && /[A-Za-z]/.test(value) && !isDemonstration(value)
}
