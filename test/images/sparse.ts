// Members that are stored without their holes, made by hand: the map is what a test says, right or not.
import { type Member, paxRecord, tarMembers } from './tar.ts'

export interface Part {
  readonly at: number
  readonly text: string | Uint8Array
}

export interface Stated {
  /** Holes filled. */
  readonly size: number | string
  /** What is stored. */
  readonly parts: readonly Part[]
  /** The map as it is written, where it is to be wrong. */
  readonly numbers?: readonly (number | string)[]
  /** How many parts the map says it has, where that is to be wrong. */
  readonly count?: number | string
}

export type SparseForm = (path: string, stated: Stated) => Buffer

const block = 512

/** As tar does, with a part of nothing at the end. */
function numbersOf({ size, parts, numbers }: Stated): readonly (number | string)[] {
  return numbers ?? [...parts.flatMap(({ at, text }) => [at, Buffer.byteLength(text)]), size, 0]
}

function storedOf({ parts }: Stated): Buffer {
  return Buffer.concat(parts.map(({ text }) => Buffer.from(text)))
}

function countOf(stated: Stated): string {
  return String(stated.count ?? numbersOf(stated).length / 2)
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)])
}

/** Octal, or base 256 where that is too short; a text as it is. */
function field(value: number | string): Buffer {
  const bytes = Buffer.alloc(12)
  if (typeof value === 'string') bytes.write(value)
  else if (value < 8 ** 11) bytes.write(value.toString(8).padStart(11, '0'))
  else {
    bytes.writeUIntBE(value, 6, 6)
    bytes[0] = 0x80
  }
  return bytes
}

/** GNU's oldest form: four parts in the header, others in blocks of 21 behind it. */
export const sparseInBlocks: SparseForm = (path, stated) => {
  const content = storedOf(stated)
  const fields = numbersOf(stated).map(field)
  const [own, others] = [fields.splice(0, 8), fields]
  const header = Buffer.from(tarMembers([{ path, flag: 'S', content }]).subarray(0, block))
  header.write('ustar  \0', 257, 'latin1')
  header.set(Buffer.concat(own), 386)
  header[482] = others.length > 0 ? 1 : 0
  header.set(field(stated.size), 483)
  const blocks: Buffer[] = []
  while (others.length > 0) {
    const numbers = Buffer.concat(others.splice(0, 42))
    blocks.push(
      Buffer.concat([numbers, Buffer.alloc(504 - numbers.length), Buffer.of(others.length > 0 ? 1 : 0)]),
    )
  }
  return Buffer.concat([withChecksum(header), ...blocks.map(padded), padded(content)])
}

function withChecksum(header: Buffer): Buffer {
  header.write('        ', 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** Version 0.0: a record for each number. */
export const sparseInManyRecords: SparseForm = (path, stated) => {
  const keys = ['GNU.sparse.offset', 'GNU.sparse.numbytes'] as const
  const numbers = numbersOf(stated).map((each, index) => paxRecord(keys[index % 2] ?? '', String(each)))
  return withRecords({ path, content: storedOf(stated) }, [
    paxRecord('GNU.sparse.major', '0'),
    paxRecord('GNU.sparse.minor', '0'),
    paxRecord('GNU.sparse.size', String(stated.size)),
    paxRecord('GNU.sparse.numblocks', countOf(stated)),
    ...numbers,
  ])
}

/** Version 0.1: one record for all numbers, and no version. */
export const sparseInOneRecord: SparseForm = (path, stated) =>
  withRecords({ path: 'GNUSparseFile.1/x', content: storedOf(stated) }, [
    paxRecord('GNU.sparse.name', path),
    paxRecord('GNU.sparse.size', String(stated.size)),
    paxRecord('GNU.sparse.numblocks', countOf(stated)),
    paxRecord('GNU.sparse.map', numbersOf(stated).join(',')),
  ])

/** Version 1.0: the numbers stand in front of what is stored. */
export const sparseInText: SparseForm = (path, stated) => {
  const map = [countOf(stated), ...numbersOf(stated)].map((each) => `${each}\n`).join('')
  const content = Buffer.concat([padded(Buffer.from(map)), storedOf(stated)])
  return withRecords({ path: 'GNUSparseFile.1/x', content }, [
    paxRecord('GNU.sparse.major', '1'),
    paxRecord('GNU.sparse.minor', '0'),
    paxRecord('GNU.sparse.name', path),
    paxRecord('GNU.sparse.realsize', String(stated.size)),
  ])
}

function withRecords(member: Member, records: readonly string[]): Buffer {
  return tarMembers([{ path: 'PaxHeaders/x', flag: 'x', content: records.join('') }, member])
}

export const sparseForms: Readonly<Record<string, SparseForm>> = {
  sparseInBlocks,
  sparseInManyRecords,
  sparseInOneRecord,
  sparseInText,
}
