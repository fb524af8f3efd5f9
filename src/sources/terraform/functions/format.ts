import type { Place } from '../../../kernel/tree.ts'
import { asNumber, asText, hiddenAt, isNull, scalarAt, type Value } from '../../../values/value.ts'
import { jsonOf } from '../../../values/json.ts'
import { mostText } from '../../../values/long-text.ts'

const verb = /%(%|[-+ 0#]*\d{0,3}(?:\.\d{1,3})?[a-zA-Z])/g

/** `format` with the verbs that configurations use: `%s`, `%d`, `%v`, `%q`, `%t`, `%f`, `%x`, with width and zeros. */
export function format(pattern: string | undefined, given: readonly Value[], at: Place): Value | undefined {
  if (pattern === undefined) return undefined
  let next = 0
  let isClear = true
  let length = 0
  const text = pattern.replaceAll(verb, (_, what: string) => {
    if (what === '%') return '%'
    const value = given[next]
    next += 1
    const piece = value === undefined ? undefined : formatOne(what, value)
    length += piece?.length ?? 0
    isClear &&= piece !== undefined && length <= mostText
    return isClear ? (piece ?? '') : ''
  })
  return isClear ? scalarAt(text, at) : hiddenAt('the format is not worked out', at)
}

function formatOne(what: string, value: Value): string | undefined {
  const [, flags = '', width = '', precision, kind = ''] =
    /^([-+ 0#]*)([1-9]\d*)?(?:\.(\d+))?(.)$/.exec(what) ?? []
  if (/[+ #]/.test(flags)) return undefined
  const text = converters[kind]?.(value, precision)
  if (text === undefined) return undefined
  if (flags.includes('-')) return text.padEnd(Number(width))
  return text.padStart(Number(width), flags.includes('0') ? '0' : ' ')
}

const converters: Readonly<
  Record<string, (value: Value, precision: string | undefined) => string | undefined>
> = {
  s: (value) => asText(value),
  v: (value) => (isNull(value) ? 'null' : (asText(value) ?? jsonOf(value))),
  q: (value) => {
    const text = asText(value)
    return text === undefined ? undefined : JSON.stringify(text)
  },
  d: (value) => {
    const number = asNumber(value)
    return number === undefined ? undefined : String(Math.trunc(number))
  },
  t: (value) => asText(value),
  f: (value, precision = '6') => asNumber(value)?.toFixed(Math.min(Number(precision), 20)),
  x: (value) => asNumber(value)?.toString(16),
}
