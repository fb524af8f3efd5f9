// GNU tar leaves holes out of files in four ways (GNU tar manual, Storing Sparse Files). They are read as Go's archive/tar
// reads them, which runtimes unpack with: what it refuses has no content that anybody could tell.
import { paxNumber } from './pax.ts'
import { isOfGnu, numberAt, type TarHeader } from './tar-header.ts'

/** A part of a file that is stored. Between two of them is a hole: zeros. */
export interface Extent {
  readonly at: number
  readonly length: number
}

/** A file with holes. */
export interface Sparse {
  /** Holes filled. */
  readonly size: number
  /** In order, one behind the other. */
  readonly extents: readonly Extent[]
  /** Why nobody can tell where what is stored belongs; then there are no extents. */
  readonly fault?: string
}

/** The map of a file, which tells where what is stored belongs. */
export interface SparseMap {
  /** Where the next block of it is found; nothing once it is complete. */
  readonly next: 'behind-header' | 'in-content' | undefined
  take(block: Buffer): void
  /** @param stored how many bytes of content are left behind the map */
  finish(stored: number): Sparse
}

type Records = ReadonlyMap<string, string>

/** As long as nobody needs, and short enough to be kept in memory. */
const mostBytes = 2 ** 20
const tooLong = `is longer than ${mostBytes} bytes`

/** The map that a header begins; nothing for a file without holes. */
export function sparseMapOf({ flag }: TarHeader, block: Buffer, records: Records): SparseMap | undefined {
  if (flag === 'S') return new BlockMap(block)
  const form = formOf(records)
  if (form === undefined) return undefined
  return form === '1.0' ? new TextMap(records) : new RecordMap(records)
}

/** By any other sign nobody takes a file for one with holes. */
function formOf(records: Records): '0' | '1.0' | undefined {
  if (records.size === 0) return undefined
  const [major, minor] = ['major', 'minor'].map((name) => records.get(`GNU.sparse.${name}`) ?? '')
  const version = `${major}.${minor}`
  if (version === '.') return (records.get('GNU.sparse.map') ?? '') === '' ? undefined : '0'
  if (version === '0.0' || version === '0.1') return '0'
  return version === '1.0' ? '1.0' : undefined
}

/** The name of the file itself: the other one is made up for those that know no holes. */
export function sparseNameOf(records: Records): string {
  return formOf(records) === undefined ? '' : (records.get('GNU.sparse.name') ?? '')
}

type Numbers = (number | undefined)[]

/** Version 0.0 and 0.1: records of the pax header. */
class RecordMap implements SparseMap {
  readonly next = undefined
  readonly #records: Records

  constructor(records: Records) {
    this.#records = records
  }

  take(): void {}

  finish(stored: number): Sparse {
    const map = this.#records.get('GNU.sparse.map') ?? ''
    const texts = map === '' ? [] : map.split(',')
    const isCounted = paxNumber(this.#records.get('GNU.sparse.numblocks')) === texts.length / 2
    const size = sizeIn(this.#records, stored)
    if (isCounted) return laid(size, texts.map(paxNumber), stored)
    return untold(size, 'has another number of parts than it states')
  }
}

const [partBytes, numberBytes] = [24, 12]
const mostNumbers = mostBytes / numberBytes

/** The oldest: in the header, and in blocks that follow it where there are many parts (GNU tar, `struct oldgnu_header`). */
class BlockMap implements SparseMap {
  next: 'behind-header' | undefined
  readonly #size: number | undefined
  readonly #numbers: Numbers = []
  readonly #isOfGnu: boolean

  constructor(header: Buffer) {
    // Others use the same flag for what lies elsewhere.
    this.#isOfGnu = isOfGnu(header)
    this.#size = numberAt(header, 483, numberBytes)
    this.#read(header, 386, 4)
  }

  take(block: Buffer): void {
    this.#read(block, 0, 21)
  }

  finish(stored: number): Sparse {
    if (!this.#isOfGnu) return untold(this.#size, 'is not of GNU tar')
    if (this.#numbers.length > mostNumbers) return untold(this.#size, tooLong)
    return laid(this.#size, this.#numbers, stored)
  }

  #read(block: Buffer, start: number, parts: number): void {
    const end = start + parts * partBytes
    for (let at = start; at < end && block[at] !== 0 && this.#numbers.length <= mostNumbers;) {
      this.#numbers.push(numberAt(block, at, numberBytes), numberAt(block, at + numberBytes, numberBytes))
      at += partBytes
    }
    this.next = this.#isOfGnu && block[end] !== 0 ? 'behind-header' : undefined
  }
}

/** Version 1.0: lines in front of the content, as many as the first of them says. */
class TextMap implements SparseMap {
  next: 'in-content' | undefined = 'in-content'
  readonly #records: Records
  readonly #texts: string[] = []
  /** Line ends that the map still needs. */
  #left = 0
  #fault: string | undefined

  constructor(records: Records) {
    this.#records = records
  }

  take(block: Buffer): void {
    const text = block.toString('latin1')
    if (this.#texts.length === 0) this.#begin(text)
    this.#texts.push(text)
    this.#left -= text.split('\n').length - 1
    if (this.#texts.length * block.length > mostBytes) this.#fault = tooLong
    if (this.#left <= 0 || this.#fault !== undefined) this.next = undefined
  }

  finish(stored: number): Sparse {
    const size = sizeIn(this.#records, stored)
    if (this.#fault !== undefined) return untold(size, this.#fault)
    if (this.next !== undefined) return untold(size, 'is cut short')
    const [parts, ...lines] = this.#texts.join('').split('\n')
    return laid(size, lines.slice(0, 2 * Number(parts)).map(paxNumber), stored)
  }

  #begin(text: string): void {
    const parts = paxNumber(text.split('\n', 1)[0])
    if (parts === undefined) this.#fault = 'does not tell how many parts it has'
    else this.#left = 1 + 2 * parts
  }
}

function sizeIn(records: Records, stored: number): number | undefined {
  const size = records.get('GNU.sparse.size') || records.get('GNU.sparse.realsize')
  return size === undefined || size === '' ? stored : paxNumber(size)
}

function untold(size: number | undefined, why: string): Sparse {
  return { size: size ?? 0, extents: [], fault: `its map of holes ${why}` }
}

function laid(size: number | undefined, numbers: Numbers, stored: number): Sparse {
  if (size === undefined) return untold(size, 'goes with a size that is no number')
  const extents: Extent[] = []
  for (let index = 0; index < numbers.length; index += 2) {
    const [at, length] = [numbers[index], numbers[index + 1]]
    if (at === undefined || length === undefined) return untold(size, 'holds what is no number')
    extents.push({ at, length })
  }
  const why = whyImpossible(extents, size, stored)
  return why === undefined ? { size, extents } : untold(size, why)
}

function whyImpossible(extents: readonly Extent[], size: number, stored: number): string | undefined {
  let [end, bytes] = [0, 0]
  for (const { at, length } of extents) {
    if (at < end) return 'lays one part over another'
    end = at + length
    if (end > size) return 'goes beyond the end of the file'
    bytes += length
  }
  return bytes === stored ? undefined : `names ${bytes} bytes, and ${stored} are stored`
}
