import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'

import { OpenError } from '../blobs/open-error.ts'
import {
  type Directory,
  findDirectory,
  type Header,
  localHeaderBytes,
  readHeadersUpTo,
  readLocalHeader,
} from './zip-headers.ts'
import { Ranges } from './ranges.ts'

export interface ZipMember {
  readonly name: string
  readonly bytes: Buffer
}

export interface ZipLimits {
  readonly members: number
  readonly memberBytes: number
  /** Of all members together. */
  readonly bytes: number
}

/** Every member of an archive, one after the other, each held against its checksum. @throws OpenError */
export function* readZip(path: string, limits: ZipLimits): Generator<ZipMember> {
  const file = openSync(path, 'r')
  try {
    const archive = new Archive(file)
    const headers = archive.headers(limits)
    let left = limits.bytes
    for (const header of headers) {
      left -= header.size
      if (left < 0 || header.size > limits.memberBytes) throw tooLarge(header.name)
      if (!header.name.endsWith('/')) yield { name: header.name, bytes: archive.unpack(header) }
    }
  } finally {
    closeSync(file)
  }
}

const tailBytes = 2 ** 17
const longestDirectory = 2 ** 29

class Archive {
  readonly #file: number
  readonly #size: number

  constructor(file: number) {
    this.#file = file
    this.#size = fstatSync(file).size
  }

  /** What the directory lists: all of it, or an error. */
  headers({ members }: ZipLimits): readonly Header[] {
    const directory = this.#directory()
    if (directory.entries > members || directory.size > longestDirectory)
      throw new OpenError('image-too-large', `The archive has more than ${members} members.`)
    const listed = readHeadersUpTo(members, this.#ranges(directory.at, directory.size), directory)
    if (listed.length !== directory.entries) throw broken('its directory is damaged')
    checkSizes(listed, this.#size)
    return listed
  }

  #directory(): Directory {
    const length = Math.min(this.#size, tailBytes)
    const found = findDirectory(this.#ranges(this.#size - length, length))
    if (found === undefined) throw broken('it has no directory at its end, so that it is cut off')
    return found
  }

  unpack(header: Header): Buffer {
    const local = readLocalHeader(this.#ranges(header.at, this.#headerLength(header)), header.at)
    if (local === undefined) throw broken(`${header.name} is not where its directory says`)
    const bytes = inflated(header, this.#read(local.dataAt, header.packedSize))
    if (bytes.length !== header.size || crc32(bytes) !== header.crc) throw broken(`${header.name} is damaged`)
    return bytes
  }

  /** With its name and its extra field, whose lengths stand in it. */
  #headerLength({ at }: Header): number {
    const fixed = this.#read(at, localHeaderBytes)
    return localHeaderBytes + fixed.readUInt16LE(26) + fixed.readUInt16LE(28)
  }

  #ranges(at: number, length: number): Ranges {
    return new Ranges(this.#size, [{ at, bytes: this.#read(at, length) }])
  }

  #read(at: number, length: number): Buffer {
    if (at < 0 || length < 0 || at + length > this.#size) throw broken('it is cut off')
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length;) {
      const count = readSync(this.#file, bytes, done, length - done, at + done)
      if (count === 0) throw broken('it is cut off')
      done += count
    }
    return bytes
  }
}

/** Members that share their bytes make little into much. */
function checkSizes(headers: readonly Header[], size: number): void {
  const packed = headers.reduce((sum, header) => sum + header.packedSize, 0)
  if (packed > size) throw broken('its members are longer than itself')
}

const isEncrypted = 1

function inflated({ name, method, flags, size }: Header, packed: Buffer): Buffer {
  if ((flags & isEncrypted) !== 0) throw broken(`${name} is encrypted`)
  if (method === 0) return packed
  if (method !== 8) throw broken(`${name} is packed in a way that is not read`)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw broken(`${name} is damaged`)
  }
}

function tooLarge(name: string): OpenError {
  return new OpenError(
    'image-too-large',
    `The archive is a bomb, or holds what is no record: ${name} is too large.`,
  )
}

function broken(why: string): OpenError {
  return new OpenError('broken-archive', `The archive cannot be unpacked: ${why}.`)
}
