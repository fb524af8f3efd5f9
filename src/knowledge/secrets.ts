/**
 * How a secret gives itself away: by the shape that its issuer gives it, or by the name it is stored under. Names alone
 * are weak evidence, so that a value has to look like one as well.
 */
interface SecretShape {
  readonly what: string
  readonly pattern: RegExp
}

/** Shapes published by the issuers, each specific enough to stand without a name. */
const shapes: readonly SecretShape[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|$)/ },
  { what: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34,40}\b/ },
  { what: 'an NGC key', pattern: /\bnvapi-[A-Za-z0-9_-]{60,70}\b/ },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  { what: 'an Azure storage key', pattern: /AccountKey=[A-Za-z0-9+/]{86}==/ },
  { what: 'an Azure shared access key', pattern: /SharedAccessKey=[A-Za-z0-9+/]{40,86}={1,2}/ },
  { what: 'an Entra client secret', pattern: /\b[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}/ },
  { what: 'an Azure signature', pattern: /[?&]sig=[A-Za-z0-9%/+]{40,}(?:%3D|=)/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{80,})\b/ },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}\b/ },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'an Anthropic key', pattern: /\bsk-ant-[a-z]+[0-9]{2}-[A-Za-z0-9_-]{80,}/ },
  {
    what: 'an OpenAI key',
    pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}T3BlbkFJ[A-Za-z0-9_-]{20,200}/,
  },
  { what: 'a Slack token', pattern: /\bxox[abposr]-[A-Za-z0-9-]{20,}/ },
  {
    what: 'a signed token',
    pattern: /(?<![\w-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  },
]

/** Most texts hold no secret: one pass over them tells so. */
const anyShape = new RegExp(shapes.map(({ pattern }) => pattern.source).join('|'))

const credentialsInUrl = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]*:([^\s/:@]+)@[^\s/]/i

/** What kind of secret a text holds, by its shape alone; nothing where it holds none. */
export function secretIn(text: string): string | undefined {
  const found = anyShape.test(text) ? shapeOf(text) : undefined
  if (found !== undefined || !text.includes('://')) return found
  const password = credentialsInUrl.exec(text)?.[1]
  return password === undefined || isPlaceholder(password) ? undefined : 'a URL with a password'
}

function shapeOf(text: string): string | undefined {
  return shapes.find(({ pattern }) => {
    const match = pattern.exec(text)
    return match !== null && !isFiller(match[0])
  })?.what
}

/** Documentation shows shapes filled with one character, or ending in EXAMPLE; the storage emulator's key is public. */
function isFiller(text: string): boolean {
  if (text.includes('PRIVATE KEY')) return false
  return /EXAMPLE$|(.)\1{9}|AccountKey=Eby8vdM02xNOcqFl/.test(text)
}

const credentialNames = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'apikey',
])
/** Whether a name of a credential may stand in a text. Most have no part of one, and need not be split into words. */
export function mayNameCredential(text: string): boolean {
  return /pass|pwd|secret|token|credential|key|string/i.test(text)
}

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

/** What stands before `token` where it is a piece of text to a language model and no credential. */
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
  if (!namesCredential(name) || isPlaceholder(text)) return false
  if (paths.test(text) || plainUrl.test(text) || /\s/.test(text)) return false
  if (/string$/i.test(name)) return /(?:key|password|pwd|secret|sig)=[^;{$<]/i.test(text)
  const isPassword = /pass|pwd/i.test(name)
  return isPassword || !(numbers.test(text) || nameOfSecret.test(text) || text.length < 6)
}
