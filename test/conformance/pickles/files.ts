// Pickles of another project and of ours, read in place. They are live exploits: only ever parsed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

import { readZip } from '../../../src/images/model-files/zip/members.ts'
import { wholeRange } from '../../../src/images/archive/ranges.ts'
import { shared } from '../suites.ts'

const suite = join(shared, 'conformance', 'pickles')

export function hasPickles(): boolean {
  return existsSync(join(suite, 'index-matrix.json'))
}

export function readPickleFile(file: string): Buffer {
  return readFileSync(join(suite, file))
}

export function readPickleIndex<T>(name: string): T {
  return JSON.parse(readFileSync(join(suite, name), 'utf8')) as T
}

export function readPickleLines<T>(name: string): T[] {
  return readFileSync(join(suite, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** A member of an archive, or the file itself. */
export function readPickleMember(file: string, member: string | null): Buffer {
  const bytes = readPickleFile(file)
  if (member === null) return bytes
  const found = readZip(wholeRange(bytes)).members.find(({ name }) => name === member)
  if (found === undefined) throw new Error(`${file} has no member ${member}`)
  const packed = bytes.subarray(found.dataAt, found.dataAt + found.packedSize)
  return found.method === 0 ? packed : inflateRawSync(packed)
}
