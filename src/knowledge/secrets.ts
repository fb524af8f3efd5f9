import { entropyOf } from '../kernel/entropy.ts'
import { secretShapes } from './secret-shapes/all.ts'
import { patternOf, type SecretShape } from './secret-shapes/shape.ts'

/**
 * A secret gives itself away by the shape that its issuer gives it, or by the name it is stored under. Names alone are
 * weak evidence, so that a value has to look like one as well.
 */
const shapes = secretShapes
  .filter(({ named }) => named === undefined)
  .map((shape) => ({ shape, pattern: new RegExp(patternOf(shape)) }))

/** No shape is shorter; most values are. */
export const shortest: number = 20

/** Most texts hold no secret: one pass over them tells so. */
const anyMark = new RegExp(
  shapes.flatMap(({ shape }) => shape.marks.map((mark) => mark.replace(/[.+|]/g, '\\$&'))).join('|'),
)

const credentialsInUrl = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]*:([^\s/:@]+)@[^\s/]/i

/** What kind of secret a text holds, by its shape alone; nothing where it holds none. */
export function secretIn(text: string): string | undefined {
  const found = text.length >= shortest && anyMark.test(text) ? shapeOf(text) : undefined
  if (found !== undefined || !text.includes('://')) return found
  const password = credentialsInUrl.exec(text)?.[1]
  return password === undefined || isPlaceholder(password) ? undefined : 'a URL with a password'
}

function shapeOf(text: string): string | undefined {
  return shapes.find(({ shape, pattern }) => {
    const value = pattern.exec(text)?.[1]
    return value !== undefined && isReal(shape, value)
  })?.shape.what
}

/** Bits a character that even short random values have. */
const leastEntropy = 2.5

/** Whether a value of a shape is no filler: documentation shows one character repeated, or says EXAMPLE at the end. */
export function isReal({ minEntropy }: SecretShape, value: string): boolean {
  if (
    /^AKIAEXAMPLE|EXAMPLE(?:KEY)?$|abcdefghij|(.)\1{9}/.test(value) ||
    publicKeys.some((known) => value.startsWith(known))
  )
    return false
  return entropyOf(value) >= (minEntropy ?? leastEntropy)
}

/** What everybody knows: the key of Azure’s storage emulator. */
const publicKeys = ['Eby8vdM02xNOcqFl']

/** What the last word of a credential’s name is. */
const credentialNames = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'apikey',
  'authtoken',
  'identitytoken',
  'registrytoken',
])
/** Whether a name of a credential may stand in a text. Most have no part of one, and need not be split into words. */
export function mayNameCredential(text: string): boolean {
  return /pass|pwd|secret|token|credential|key|string|pat\b|redis\w{0,4}_auth/i.test(text)
}

/** What stands before `key` where it is a credential. */
const qualifiedKeys = new Set([
  'api',
  'access',
  'secret',
  'private',
  'account',
  'storage',
  'subscription',
  'auth',
  'encryption',
  'signing',
  'master',
  'license',
])

/** Ends of names that may be credentials’, as a pattern: each is looked at by `namesCredential`. */
export const credentialEndings: string = `${[...credentialNames].join('|')}|(?:${[...qualifiedKeys].join('|')})[_.-]?key|connection[_.-]?string|[_.-]pat`

/** What stands before `token` where it is no credential: a piece of text to a language model, or shown to everybody. */
const textTokens = new Set([
  'pad',
  'eos',
  'bos',
  'unk',
  'mask',
  'stop',
  'cls',
  'sep',
  'image',
  'special',
  'max',
  'min',
  'num',
  'per',
  'new',
  'next',
  'first',
  'begin',
  'end',
  'public',
  'csrf',
  'xsrf',
])

/** Whether a variable, key or flag of that name holds a credential: `HF_TOKEN`, `apiKey`, not `MAX_TOKEN`. */
export function namesCredential(name: string): boolean {
  if (!mayNameCredential(name)) return false
  const words = wordsOf(name)
  const last = words.at(-1) ?? ''
  const before = words.at(-2) ?? ''
  if (last === 'token') return !textTokens.has(before)
  if (last === 'key') return qualifiedKeys.has(before)
  if (last === 'string') return before === 'connection'
  if (last === 'pat') return before !== ''
  if (last === 'auth') return before === 'redis' || before === 'rediscli'
  return credentialNames.has(last)
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** A name in capitals, which whoever deploys replaces: `GOOGLE_API_KEY_VAL`. */
const capitals = /^[A-Z]+(?:_[A-Z]+)+$/
const references =
  /^\$\([^)]*\)$|^\$\{?[A-Za-z_]\w*\}?$|\{\{|\$\{|^<[^<>]*>$|^%[^%]+%$|^\[[^\]]*\]$|^@[A-Za-z]/
const fillers =
  /^(?:your|my|some|insert|enter|fill|replace|change|todo|example|dummy|placeholder|redacted|none|null|nil|true|false|yes|no|on|off|default|auto|disabled|enabled|unset|empty|optional|required|test|fake)(?:$|[-_ .]|me\b|this\b)|changeme|replaceme|x{3,}|\*{3,}|\.{3}|_here$|devstoreaccount1/i

/** Whether a value only stands for one that is filled in elsewhere, or says that there is none. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  return text === '' || references.test(text) || capitals.test(text) || fillers.test(text)
}

const paths = /^(?:\.{0,2}\/|~\/|file:|[A-Za-z]:\\)/
const plainUrl = /^[a-z][a-z0-9+.-]*:\/\//i
const numbers = /^\d+(?:\.\d+)?[smhd]?$/
const nameOfSecret = /^(?=.*(?:secret|tls|cert|cred|token|key|auth|pull))[a-z][a-z.-]*[a-z]$/

/** Whether a value may be the credential that its name promises: no path, no URL, no reference, no name of a Secret. */
export function isCredential(name: string, value: string): boolean {
  const text = value.trim()
  if (isPlaceholder(text)) return false
  if (!namesCredential(name)) return isRandomKey(name, text)
  if (paths.test(text) || plainUrl.test(text) || /\s/.test(text)) return false
  if (/string$/i.test(name)) return /(?:key|password|pwd|secret|sig)=[^;{$<]/i.test(text)
  const isPassword = /pass|pwd/i.test(name)
  return isPassword || !(numbers.test(text) || nameOfSecret.test(text) || text.length < 6)
}

/** Any key but a public one, if only a random generator writes such a value: `SERVER_KEY`. */
function isRandomKey(name: string, text: string): boolean {
  const words = wordsOf(name)
  if (words.at(-1) !== 'key' || words.includes('public') || !/^[A-Za-z0-9+/=_-]{32,}$/.test(text))
    return false
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text) && entropyOf(text) >= 4.5
}
