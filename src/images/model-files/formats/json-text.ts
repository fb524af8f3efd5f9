const marks: readonly (readonly [mark: string, decode: (bytes: Buffer) => string])[] = [
  ['0000feff', (bytes) => decodeWide(bytes, (at) => bytes.readUInt32BE(at))],
  ['fffe0000', (bytes) => decodeWide(bytes, (at) => bytes.readUInt32LE(at))],
  ['feff', decodeBigEndian],
  ['fffe', decodeLittleEndian],
]

/** Text of JSON, which Python also reads from UTF-16 and UTF-32, with a mark or without (its `json.detect_encoding`). */
export function decodeJson(bytes: Buffer): string {
  const start = bytes.toString('hex', 0, 4)
  const marked = marks.find(([mark]) => start.startsWith(mark))?.[1]
  const decode = marked ?? unmarked(bytes)
  return decode(bytes).replace(/^\ufeff/, '')
}

/** JSON starts with two characters of ASCII: the zeros between them tell. */
function unmarked(bytes: Buffer): (bytes: Buffer) => string {
  const [a, b, c, d] = bytes
  if (a === 0) return b === 0 ? (all) => decodeWide(all, (at) => all.readUInt32BE(at)) : decodeBigEndian
  if (b !== 0) return (all) => all.toString('utf8')
  const isWide = c === 0 && d === 0
  return isWide ? (all) => decodeWide(all, (at) => all.readUInt32LE(at)) : decodeLittleEndian
}

function decodeLittleEndian(bytes: Buffer): string {
  return bytes.toString('utf16le')
}

function decodeBigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
}

function decodeWide(bytes: Buffer, pointAt: (at: number) => number): string {
  let text = ''
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = pointAt(at)
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)
  }
  return text
}

/** Numbers that Python writes into JSON and reads from it, outside of texts. */
const pythonNumbers = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs

/** The value of a text that Python reads as JSON; nothing where it reads none. */
export function parseJson(text: string): unknown {
  return (
    parse(text) ?? parse(text.replace(pythonNumbers, (token) => (token.startsWith('"') ? token : 'null')))
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
