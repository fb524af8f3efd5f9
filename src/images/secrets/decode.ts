import { TextDecoder } from 'node:util'

/** How much of a file tells whether it is a text. */
export const headBytes = 8000

/** Makes UTF-8 of the bytes of a file, piece by piece; what is UTF-8 stays as it is. */
export type ToUtf8 = (bytes: Buffer) => Buffer

/** Windows writes UTF-16, and says so by a byte order mark. */
const byteOrders: readonly (readonly [encoding: string, mark: Buffer])[] = [
  ['utf-16le', Buffer.of(0xff, 0xfe)],
  ['utf-16be', Buffer.of(0xfe, 0xff)],
]

/** How a file is read, by its first bytes. Nothing for what is no text. */
export function textDecoderFor(head: Buffer): ToUtf8 | undefined {
  const encoding = byteOrders.find(([, mark]) => head.subarray(0, mark.length).equals(mark))?.[0]
  if (encoding !== undefined) return fromUtf16(new TextDecoder(encoding))
  return head.subarray(0, headBytes).includes(0) ? undefined : (bytes) => bytes
}

/** A piece may end within a character. */
function fromUtf16(decoder: TextDecoder): ToUtf8 {
  return (bytes) => Buffer.from(decoder.decode(bytes, { stream: true }))
}
