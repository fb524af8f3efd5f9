/** Records of a pax header, `LENGTH KEY=VALUE\n` each (POSIX.1-2001); nothing where one is broken. */
export function parsePax(bytes: Buffer): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const end = endOfRecord(bytes, at)
    if (end === undefined) return undefined
    const record = bytes.toString('utf8', bytes.indexOf(0x20, at) + 1, end - 1)
    const equals = record.indexOf('=')
    if (equals < 1) return undefined
    records.set(record.slice(0, equals), record.slice(equals + 1))
    at = end
  }
  return records
}

/** The length counts its own digits and the line end. */
function endOfRecord(bytes: Buffer, start: number): number | undefined {
  const digits = bytes.toString('latin1', start, Math.min(start + 10, bytes.length)).split(' ', 1)[0] ?? ''
  if (!/^[1-9][0-9]{0,8}$/.test(digits)) return undefined
  const end = start + Number(digits)
  const isWhole = end <= bytes.length && end > start + digits.length + 1
  return isWhole && bytes[end - 1] === 0x0a ? end : undefined
}
