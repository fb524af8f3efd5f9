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

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const prefixed = /^([-+]?)0([xXbBoO]?)([0-9a-fA-F]+)$/
const radixOf: Readonly<Record<string, number>> = { x: 16, b: 2, o: 8, '': 8 }
const digitsOf: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 16: /^[0-9a-fA-F]+$/ }

/** Resolves the text of a plain (unquoted, untagged) scalar. */
export function resolvePlainScalar(text: string): Scalar {
  const word = words.get(text)
  if (word !== undefined) return word
  const first = text.charCodeAt(0)
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46
  return isNumeric ? resolveNumber(text) : text
}

function resolveNumber(text: string): Scalar {
  const digits = text.includes('_') ? text.replaceAll('_', '') : text
  if (decimal.test(digits)) return Number(digits)
  return resolvePrefixed(digits) ?? (float.test(digits) ? Number(digits) : text)
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

/** Resolves a scalar with an explicit tag (`!!str 5`); unknown tags keep the text. */
export function resolveTaggedScalar(text: string, tag: string): Scalar {
  const name = tag.startsWith('!!') ? tag.slice(2) : tag.replace(/^!<(.*)>$/, '$1').replace(tagPrefix, '')
  if (name === 'bool' || name === 'int' || name === 'float' || name === 'null')
    return resolvePlainScalar(text)
  return text
}
