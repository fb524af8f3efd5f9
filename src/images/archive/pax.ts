/** Records of a pax header, `LENGTH KEY=VALUE\n` each (POSIX.1-2001); nothing where one is broken. */
export function parsePax(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>()
  const parts: string[] = []
  for (let at = 0; at < bytes.length;) {
    const end = endOfRecord(bytes, at)
    if (end === undefined) return undefined
    const record = bytes.toString('utf8', bytes.indexOf(0x20, at) + 1, end - 1)
    const equals = record.indexOf('=')
    if (equals < 1) return undefined
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)]
    if (key === partKeys[0] || key === partKeys[1]) parts.push(partText(key, value, parts.length))
    else records.set(key, value)
    at = end
  }
  return parts.length === 0 ? records : records.set('GNU.sparse.map', parts.join(','))
}

/** Of all records these alone stand there more than once: one pair for each part of a file with holes (GNU tar, format 0.0). */
const partKeys = ['GNU.sparse.offset', 'GNU.sparse.numbytes'] as const

/** As one record, which format 0.1 has; out of turn it becomes what is no number. */
function partText(key: (typeof partKeys)[number], value: string, index: number): string {
  return key === partKeys[index % 2] && !value.includes(',') ? value : '?'
}

/** The number of a record; nothing where it is none, or no exact one. */
export function paxNumber(text: string | undefined): number | undefined {
  const number = Number(text)
  return /^[0-9]{1,16}$/.test(text ?? '') && Number.isSafeInteger(number) ? number : undefined
}

/** The length counts its own digits and the line end. */
function endOfRecord(bytes: Buffer, start: number): number | undefined {
  const digits = bytes.toString('latin1', start, Math.min(start + 10, bytes.length)).split(' ', 1)[0] ?? ''
  if (!/^[1-9][0-9]{0,8}$/.test(digits)) return undefined
  const end = start + Number(digits)
  const isWhole = end <= bytes.length && end > start + digits.length + 1
  return isWhole && bytes[end - 1] === 0x0a ? end : undefined
}
