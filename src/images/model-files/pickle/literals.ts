const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The text of a STRING: quotes around a byte string of Python 2 with its escapes. */
export function unquote(line: string): string {
  const inner = /^\s*(['"])(.*)\1\s*$/s.exec(line)?.[2] ?? line
  return inner.replaceAll(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (whole, escape: string) => {
    if (escape.length > 1 && escape.startsWith('x'))
      return String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8) & 0xff)
    return simpleEscapes[escape] ?? whole
  })
}

/** The text of a UNICODE: Latin-1 with escapes of code points (`raw-unicode-escape`); of two backslashes none is one. */
export function unescapeUnicode(line: string): string {
  return line.replaceAll(/\\(?:\\|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (whole, short, long) => {
    const digits: unknown = short ?? long
    const point = typeof digits === 'string' ? Number.parseInt(digits, 16) : Infinity
    return point > 0x10ffff ? whole : String.fromCodePoint(point)
  })
}

/** Digits of any base that `int(text, 0)` knows. C reads leading zeros, too. */
const wholeNumber = /^([+-]?)(0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+)l?$/i
/** Longer ones are none that a program wrote. */
const mostDigits = 4_000

/** A whole number in text, as INT, LONG, GET and PUT write it; the booleans of protocol 0 are INTs. */
export function parseDecimal(line: string): number | bigint | boolean | undefined {
  if (line === '00') return false
  if (line === '01') return true
  if (line.length < 16 && /^\d+$/.test(line)) return Number(line)
  const [, sign, digits = ''] = wholeNumber.exec(line.trim().replaceAll('_', '')) ?? []
  if (sign === undefined || digits.length > mostDigits) return undefined
  const whole = BigInt(digits.toLowerCase())
  return asNumber(sign === '-' ? -whole : whole)
}

function asNumber(whole: bigint): number | bigint {
  const number = Number(whole)
  return Number.isSafeInteger(number) ? number : whole
}

/** A number in two's complement, the lowest byte first (LONG1, LONG4). */
export function readLong(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0
  const hex = Buffer.from(bytes).reverse().toString('hex')
  const whole = BigInt(`0x${hex}`)
  const isNegative = ((bytes.at(-1) ?? 0) & 0x80) !== 0
  return asNumber(isNegative ? whole - (1n << BigInt(8 * bytes.length)) : whole)
}
