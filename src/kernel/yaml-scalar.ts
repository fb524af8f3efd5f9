import type { Scalar } from './tree.ts'

/**
 * Plain scalars as Kubernetes' own reader resolves them: sigs.k8s.io/yaml over go-yaml v2, that is YAML 1.1
 * (go-yaml resolve.go). A reader of YAML 1.2 would let `privileged: yes` and `hostPID: on` pass as strings.
 */
const words = new Map<string, Scalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
    (word) => [word, false] as const,
  ),
])

/** Most scalars are longer than any word: that is told without hashing them. */
const longestWord = 5

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const prefixed = /^([-+]?)0([xXbBoO]?)([0-9a-fA-F]+)$/
const radixOf: Readonly<Record<string, number>> = { x: 16, b: 2, o: 8, '': 8 }
const digitsOf: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 16: /^[0-9a-fA-F]+$/ }

const notJson = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Resolves the text of a plain (unquoted, untagged) scalar; nothing where JSON has no such value (`.inf`, `.nan`). */
export function resolvePlainScalar(text: string): Scalar | undefined {
  const word = text.length > longestWord ? undefined : words.get(text)
  if (word !== undefined) return word
  return mayBeNumber(text) ? resolveNumber(text) : text
}

/** Told by the first character, and behind a sign by the second: arguments begin with `-` too. */
function mayBeNumber(text: string): boolean {
  const first = text.charCodeAt(0)
  const isSigned = first === 43 || first === 45
  const lead = isSigned ? text.charCodeAt(1) : first
  return (lead >= 48 && lead <= 57) || lead === 46 || (isSigned && lead === 95)
}

function resolveNumber(text: string): Scalar | undefined {
  if (notJson.test(text)) return undefined
  const digits = text.includes('_') ? text.replaceAll('_', '') : text
  if (decimal.test(digits)) return finiteOr(text, Number(digits))
  return resolvePrefixed(digits) ?? (float.test(digits) ? finiteOr(text, Number(digits)) : text)
}

/** What is too large for a float stays text. */
function finiteOr(text: string, value: number): Scalar {
  return Number.isFinite(value) ? value : text
}

/** `0x1f`, `0b11`, `0o17` and YAML 1.1's `017`. */
function resolvePrefixed(digits: string): number | undefined {
  const match = prefixed.exec(digits)
  if (match === null) return undefined
  const [, sign, letter = '', body = ''] = match
  const radix = radixOf[letter.toLowerCase()] ?? 8
  if (digitsOf[radix]?.test(body) !== true) return undefined
  return (sign === '-' ? -1 : 1) * Number.parseInt(body, radix)
}

const tagPrefix = 'tag:yaml.org,2002:'

/** What a tag accepts of the values that a plain scalar of the same text has. */
const accepts: Readonly<Record<string, (value: Scalar, text: string) => boolean>> = {
  bool: (value) => typeof value === 'boolean',
  int: (value, text) => typeof value === 'number' && !/[.eE]/.test(text.replace(/^[-+]?0[xX].*/, '')),
  float: (value) => typeof value === 'number',
  null: (value) => value === null,
  timestamp: (_, text) => /^\d{4}-\d\d?-\d\d?/.test(text),
}

/** Resolves a scalar with an explicit tag (`!!str 5`), nothing where it cannot be read so; unknown tags keep the text. */
export function resolveTaggedScalar(text: string, tag: string): Scalar | undefined {
  const name = tagName(tag)
  if (name === 'binary') return decodeBase64(text)
  const isAccepted = Object.hasOwn(accepts, name) ? accepts[name] : undefined
  if (isAccepted === undefined) return text
  const value = resolvePlainScalar(text)
  if (value === undefined || !isAccepted(value, text)) return undefined
  return name === 'timestamp' ? text : value
}

/** `int` for `!!int` and `!<tag:yaml.org,2002:int>`. */
export function tagName(tag: string): string {
  return tag.startsWith('!!') ? tag.slice(2) : tag.replace(/^!<(.*)>$/, '$1').replace(tagPrefix, '')
}

function decodeBase64(text: string): string | undefined {
  const body = text.replace(/[\r\n]/g, '')
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(body)) return undefined
  return new TextDecoder().decode(Uint8Array.from(atob(body), (character) => character.charCodeAt(0)))
}
