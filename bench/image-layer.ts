// Layers for the measurements of images, made of what is at hand: the packages of this repository, Node.js itself, weights.
import { createHash } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

interface Member {
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly pieces: () => Iterable<Buffer>
}

const leastText = 350 * 2 ** 20
const weightsBytes = 350 * 2 ** 20
const programs = 3

/** An image of an application with a model: packages as libraries and as own texts, programs, weights. More than 1 GB. */
export function* applicationMembers(packages: string): Generator<Member> {
  const files = filesOf(packages)
  let bytes = 0
  for (let copy = 0; bytes < leastText; copy++) {
    const folder = copy === 0 ? 'srv/app' : `usr/lib/python3.${copy}/site-packages`
    yield ofText(
      { folder, name: `p-${copy}.0.dist-info/METADATA` },
      `Name: p${copy}\nVersion: 1.0\n\nA package.\n`,
    )
    for (const { name, size } of files) {
      bytes += size
      yield ofFile({ folder, name }, join(packages, name))
    }
  }
  for (let copy = 0; copy < programs; copy++)
    yield ofFile({ folder: 'usr/local/bin', name: `node${copy}` }, process.execPath)
  yield weights({ folder: 'opt/models', name: 'model.safetensors' })
}

/** Nothing but names: each file holds a line. */
export function* tinyMembers(count: number): Generator<Member> {
  for (let index = 0; index < count; index++)
    yield ofText({ folder: `srv/d${index % 1000}`, name: `file${index}.txt` }, `x=${index}\n`)
}

type Place = Pick<Member, 'folder' | 'name'>

function ofText(place: Place, text: string): Member {
  const bytes = Buffer.from(text)
  return { ...place, size: bytes.length, pieces: () => [bytes] }
}

function ofFile(place: Place, from: string): Member {
  return { ...place, size: statSync(from).size, pieces: () => [readFileSync(from)] }
}

/** Files of more are programs of other machines, of which one kind is enough. */
const largestFile = 4 * 2 ** 20
/** The folder stands in a field of its own. */
const longestName = 100

function filesOf(folder: string): { name: string; size: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length + 1), size: statSync(path).size }))
    .filter(({ name, size }) => size <= largestFile && name.length <= longestName)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Numbers of 16 bits, of which every other byte says much alike, as those of models do. */
function weights(place: Place): Member {
  const noise = Buffer.alloc(2 ** 20)
  for (let at = 0, state = 1; at < noise.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    noise[at] = at % 2 === 0 ? state >>> 24 : 0x38 | (state >>> 29)
  }
  const start = weightsHeader(weightsBytes)
  const pieces = function* pieces(): Generator<Buffer> {
    yield start
    for (let left = weightsBytes - start.length; left > 0; left -= noise.length) yield noise.subarray(0, left)
  }
  return { ...place, size: weightsBytes, pieces }
}

/** The head of a file of weights: its length, then what it holds. */
function weightsHeader(size: number): Buffer {
  const length = 128
  const held = size - 8 - length
  const header = JSON.stringify({ w: { dtype: 'U8', shape: [held], data_offsets: [0, held] } }).padEnd(length)
  const start = Buffer.alloc(8)
  start.writeBigUInt64LE(BigInt(length))
  return Buffer.concat([start, Buffer.from(header)])
}

function headerOf({ folder, name, size }: Member): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(folder, 345)
  header.write('0000755\0', 100)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\u000000', 257, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function* archiveOf(members: Iterable<Member>): Generator<Buffer> {
  for (const member of members) {
    yield headerOf(member)
    yield* member.pieces()
    yield Buffer.alloc((512 - (member.size % 512)) % 512)
  }
  yield Buffer.alloc(1024)
}

const piece = 2 ** 20

/** In pieces of a size that is fast to hash and to pack. */
function* gathered(parts: Iterable<Buffer>): Generator<Buffer> {
  let [held, length]: [Buffer[], number] = [[], 0]
  for (const part of parts) {
    held.push(part)
    length += part.length
    if (length < piece) continue
    yield Buffer.concat(held)
    ;[held, length] = [[], 0]
  }
  yield Buffer.concat(held)
}

export interface WrittenLayer {
  readonly bytes: number
  readonly digest: string
  readonly diffId: string
}

/** Writes a layer, and beside it how it is named. */
export async function writeLayer(path: string, members: Iterable<Member>): Promise<WrittenLayer> {
  const [stored, unpacked] = [createHash('sha256'), createHash('sha256')]
  let bytes = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for (const part of gathered(archiveOf(members))) {
      unpacked.update(part)
      bytes += part.length
      yield part
    }
  }
  const packing = createGzip({ level: 6 })
  packing.on('data', (part: Buffer) => stored.update(part))
  await pipeline(counted(), packing, createWriteStream(path))
  const layer = { bytes, digest: named(stored.digest('hex')), diffId: named(unpacked.digest('hex')) }
  writeFileSync(`${path}.json`, JSON.stringify(layer))
  return layer
}

function named(hex: string): string {
  return `sha256:${hex}`
}
