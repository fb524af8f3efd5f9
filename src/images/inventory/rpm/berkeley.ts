// Hash databases of Berkeley DB, as far as rpm uses them (db 5.3, dbinc/db_page.h).

const hashMagic = 0x00061561
const pageHeader = 26
const hashPages: readonly number[] = [2, 13]
const overflowPage = 7
const inPlace = 1
const elsewhere = 3
const maxValue = 2 ** 26

export function isBerkeley(bytes: Buffer): boolean {
  return bytes.length >= 512 && (bytes.readUInt32LE(12) === hashMagic || bytes.readUInt32BE(12) === hashMagic)
}

/** Every value. @throws Error that says what is broken */
export function* blobsInBerkeley(bytes: Buffer): Generator<Buffer> {
  const database = new Pages(bytes)
  for (let number = 1; number < database.count; number++) {
    const page = database.at(number)
    if (hashPages.includes(page.readUInt8(25))) yield* valuesOf(page, database)
  }
}

class Pages {
  readonly #bytes: Buffer
  readonly #isLittle: boolean
  readonly #pageSize: number
  /** Each page has one place. */
  #left: number
  readonly count: number

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#isLittle = bytes.readUInt32LE(12) === hashMagic
    this.#pageSize = this.number(bytes, 20)
    if (this.#pageSize < 512 || this.#pageSize > 65_536) throw new Error('the size of its pages is none')
    this.count = Math.floor(bytes.length / this.#pageSize)
    this.#left = 2 * this.count
  }

  at(number: number): Buffer {
    if (this.#left-- === 0) throw new Error('its pages have several places')
    if (number >= this.count) throw new Error(`page ${number} is not there`)
    return this.#bytes.subarray(number * this.#pageSize, (number + 1) * this.#pageSize)
  }

  number(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }

  short(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
  }
}

/** Keys and values stand in turn; each lies from where its index says up to where the one before begins. */
function* valuesOf(page: Buffer, database: Pages): Generator<Buffer> {
  const entries = database.short(page, 20)
  for (let index = 1; index < entries; index += 2) {
    const start = database.short(page, pageHeader + index * 2)
    const end = database.short(page, pageHeader + (index - 1) * 2)
    const kind = page.readUInt8(start)
    if (kind === inPlace) yield page.subarray(start + 1, end)
    if (kind === elsewhere)
      yield overflow(database, database.number(page, start + 4), database.number(page, start + 8))
  }
}

/** Each page tells how many bytes it has, and the next. It ends, since each part makes what is left shorter. */
function overflow(database: Pages, first: number, length: number): Buffer {
  if (length > maxValue) throw new Error('a value is too long')
  const parts: Buffer[] = []
  let [left, next] = [length, first]
  while (left > 0) {
    const page = database.at(next)
    const part = page.subarray(pageHeader, pageHeader + Math.min(left, database.short(page, 22)))
    if (page.readUInt8(25) !== overflowPage || part.length === 0)
      throw new Error(`page ${next} continues nothing`)
    parts.push(part)
    left -= part.length
    next = database.number(page, 16)
  }
  return Buffer.concat(parts)
}
