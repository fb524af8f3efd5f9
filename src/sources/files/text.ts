/** A file's bytes as text, or why they are none. */
export type DecodedText = { readonly text: string } | { readonly reason: string }

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Decodes UTF-8 and, by its byte order mark, UTF-16. NUL bytes mean that it is no text. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return checkText(new TextDecoder('utf-16le').decode(bytes))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return checkText(new TextDecoder('utf-16be').decode(bytes))
  try {
    return checkText(strictUtf8.decode(bytes))
  } catch {
    return { reason: 'The file is not UTF-8.' }
  }
}

function checkText(text: string): DecodedText {
  return text.includes('\0') ? { reason: 'The file has NUL bytes in it.' } : { text }
}
