// Databases of SQLite, as far as rpm uses them: rows of one table, read from its B-tree (sqlite.org, Database File Format).
// The bytes are hostile and never reach native code.

const headerBytes = 100
const interiorTable = 0x05
const leafTable = 0x0d
const maxDepth = 24
const maxPayload = 2 ** 26

const magic: Buffer = Buffer.from('SQLite format 3\0', 'latin1')

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= headerBytes && bytes.subarray(0, magic.length).equals(magic)
}

/** Values of the blob column of rpm's table of packages. @throws Error that says what is broken */
export function* blobsInSqlite(bytes: Buffer): Generator<Buffer> {
  const database = new Pages(bytes)
  const root = rootOf(database, 'Packages')
  if (root === undefined) throw new Error('it has no table of packages')
  for (const payload of payloadsBelow(database, { page: root, depth: 0, seen: new Set() })) {
    const [, blob] = valuesOf(payload)
    if (blob !== undefined) yield blob
  }
}

/** A row of the schema: type, name, table name, root page, SQL. */
function rootOf(database: Pages, table: string): number | undefined {
  for (const payload of payloadsBelow(database, { page: 1, depth: 0, seen: new Set() })) {
    const [type, name, , root] = valuesOf(payload)
    if (type?.toString('utf8') === 'table' && name?.toString('utf8') === table && root !== undefined)
      return root.length > 0 && root.length <= 6 ? root.readUIntBE(0, root.length) : undefined
  }
  return undefined
}

class Pages {
  readonly #bytes: Buffer
  readonly #pageSize: number
  /** Each page has one place; those of the schema are looked at once more. */
  #left: number
  /** Bytes of a page that are used. */
  readonly usable: number

  constructor(bytes: Buffer) {
    const stated = bytes.readUInt16BE(16)
    this.#bytes = bytes
    this.#pageSize = stated === 1 ? 65_536 : stated
    this.usable = this.#pageSize - (bytes[20] ?? 0)
    if (this.#pageSize < 512 || (this.#pageSize & (this.#pageSize - 1)) !== 0 || this.usable < 480)
      throw new Error('the size of its pages is none')
    this.#left = 2 * Math.ceil(bytes.length / this.#pageSize)
  }

  /** Pages are counted from 1. */
  at(number: number): Buffer {
    if (this.#left-- === 0) throw new Error('its pages have several places')
    const start = (number - 1) * this.#pageSize
    if (number < 1 || start + this.#pageSize > this.#bytes.length)
      throw new Error(`page ${number} is not there`)
    return this.#bytes.subarray(start, start + this.usable)
  }
}

interface Place {
  readonly page: number
  readonly depth: number
  /** Pages may lead in circles. */
  readonly seen: Set<number>
}

function* payloadsBelow(database: Pages, { page: number, depth, seen }: Place): Generator<Buffer> {
  if (depth > maxDepth || seen.has(number)) throw new Error('its pages lead in circles')
  seen.add(number)
  const page = database.at(number)
  const header = number === 1 ? headerBytes : 0
  const [kind, cells] = [page[header], page.readUInt16BE(header + 3)]
  if (kind !== leafTable && kind !== interiorTable) throw new Error(`page ${number} is of no table`)
  const isLeaf = kind === leafTable
  const pointers = header + (isLeaf ? 8 : 12)
  for (let index = 0; index < cells; index++) {
    const cell = page.readUInt16BE(pointers + index * 2)
    if (isLeaf) yield payloadAt(database, page, cell)
    else yield* payloadsBelow(database, { page: page.readUInt32BE(cell), depth: depth + 1, seen })
  }
  if (!isLeaf) yield* payloadsBelow(database, { page: page.readUInt32BE(header + 8), depth: depth + 1, seen })
}

/** A cell of a leaf: length, row id, and as much of the payload as the page has room for. */
function payloadAt(database: Pages, page: Buffer, cell: number): Buffer {
  const length = varint(page, cell)
  const { end: start } = varint(page, length.end)
  if (length.value > maxPayload) throw new Error('a row is too long')
  const local = localBytes(length.value, database.usable)
  if (start + local > page.length) throw new Error('a row leads out of its page')
  const first = page.subarray(start, start + local)
  if (local === length.value) return first
  return Buffer.concat([first, overflow(database, page.readUInt32BE(start + local), length.value - local)])
}

/** How much of a payload stays in its page (§1.6). */
function localBytes(length: number, usable: number): number {
  const most = usable - 35
  if (length <= most) return length
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((length - least) % (usable - 4))
  return wanted <= most ? wanted : least
}

/** Each page names the next, then holds its part. It ends, since each part makes what is left shorter. */
function overflow(database: Pages, first: number, length: number): Buffer {
  const parts: Buffer[] = []
  let [left, next] = [length, first]
  while (left > 0) {
    const page = database.at(next)
    const part = page.subarray(4, Math.min(page.length, 4 + left))
    parts.push(part)
    left -= part.length
    next = page.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

/** The columns of a record as bytes; nothing for NULL, and for numbers that stand for themselves (§2.1). */
function valuesOf(record: Buffer): (Buffer | undefined)[] {
  const header = varint(record, 0)
  const values: (Buffer | undefined)[] = []
  let at = header.value
  for (let place = header.end; place < header.value;) {
    const type = varint(record, place)
    place = type.end
    const length = lengthOf(type.value)
    values.push(length === undefined ? undefined : record.subarray(at, at + length))
    at += length ?? 0
  }
  return values
}

function lengthOf(type: number): number | undefined {
  if (type >= 12) return (type - (type % 2 === 0 ? 12 : 13)) / 2
  return [undefined, 1, 2, 3, 4, 6, 8, 8][type]
}

/** Seven bits a byte, the ninth whole; what is larger than any length here is cut off. */
function varint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0
  for (let at = start; at < start + 8; at++) {
    const byte = bytes.readUInt8(at)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return { value: value * 256 + bytes.readUInt8(start + 8), end: start + 9 }
}
