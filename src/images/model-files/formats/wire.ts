// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), without a schema.

/** One field: a number, or bytes that are a text or a message. */
export interface Field {
  readonly number: number
  readonly value: number | Buffer
  /** Where the value starts in the message. */
  readonly at: number
}

/** Numbers of fields end there (2²⁹ - 1). */
const highestField = 536_870_911

/** A number of seven bits a byte; nothing where it does not end. */
export function varint(bytes: Buffer, start: number): { value: number; end: number } | undefined {
  let value = 0
  for (let at = start, scale = 1; at < Math.min(bytes.length, start + 10); at++, scale *= 128) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return undefined
}

/** More fields has no message that a model needs. */
const mostFields = 1_000_000

/** The fields of a message; in the end, whether the bytes are one from the first to the last. */
export function* fieldsOf(bytes: Buffer): Generator<Field, boolean> {
  let count = 0
  for (let at = 0; at < bytes.length;) {
    if (++count > mostFields) return false
    const tag = varint(bytes, at)
    if (tag === undefined) return false
    const number = Math.floor(tag.value / 8)
    const end = endOfValue(bytes, tag.end, tag.value % 8)
    if (end === undefined || end.end > bytes.length || number < 1 || number > highestField) return false
    const value = end.number ?? bytes.subarray(end.start, end.end)
    yield { number, value, at: end.start }
    at = end.end
  }
  return true
}

/** The fields whose start is at hand, of a message of so many bytes; none from where it is no message. */
export function* startsOf(head: Buffer, size: number): Generator<Field> {
  for (let at = 0; at < head.length;) {
    const tag = varint(head, at)
    if (tag === undefined) return
    const number = Math.floor(tag.value / 8)
    const end = endOfValue(head, tag.end, tag.value % 8)
    if (end === undefined || end.end > size || number < 1 || number > highestField) return
    yield { number, value: end.number ?? head.subarray(end.start, end.end), at: end.start }
    at = end.end
  }
}

function endOfValue(
  bytes: Buffer,
  at: number,
  type: number,
): { start: number; end: number; number?: number } | undefined {
  if (type === 1) return { start: at, end: at + 8, number: 0 }
  if (type === 5) return { start: at, end: at + 4, number: 0 }
  const number = varint(bytes, at)
  if (number === undefined) return undefined
  if (type === 0) return { start: at, end: number.end, number: number.value }
  return type === 2 ? { start: number.end, end: number.end + number.value } : undefined
}

/** Whether the bytes are a message from the first to the last. */
export function isMessage(bytes: Buffer): boolean {
  const fields = fieldsOf(bytes)
  for (let next = fields.next(); ; next = fields.next()) if (next.done === true) return next.value
}

/** The values of one field that are bytes. */
export function bytesOf(bytes: Buffer, number: number): Buffer[] {
  return [...fieldsOf(bytes)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  )
}

export function textOf(bytes: Buffer, number: number): string {
  return bytesOf(bytes, number).at(-1)?.toString('utf8') ?? ''
}
