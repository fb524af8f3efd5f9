/** How much of a file tells whether it is a text. */
const looked = 8000

/** The text of a file's bytes, UTF-8 or what its byte order mark says: Windows writes UTF-16. Nothing for what is no text. */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return swapped(bytes.subarray(2)).toString('utf16le')
  return bytes.subarray(0, looked).includes(0) ? undefined : bytes.toString('utf8')
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()
}
