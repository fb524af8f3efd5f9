// One measured phase of reading an image, in a process of its own. Prints one line of JSON.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

const [phase = '', folder = '', code = ''] = process.argv.slice(2)
const layer = join(folder, 'layer.tar.gz')
const database = join(folder, 'advisories.db')

type Figures = Record<string, number>

async function load<T>(path: string): Promise<T> {
  return (await import(join(code, path))) as T
}

/** Files of an application of Python: many small texts, some libraries, and one large file of weights. */
function* members(megabytes: number): Generator<readonly [path: string, size: number, isText: boolean]> {
  const files = megabytes * 40
  for (let index = 0; index < files; index++) {
    const package_ = `usr/lib/python3/site-packages/p${index % 400}`
    if (index < 400) yield [`${package_}-1.${index}.dist-info/METADATA`, 2000, true]
    yield [`${package_}/module${index}.py`, 6000, true]
    if (index % 40 === 0) yield [`${package_}/lib${index}.so`, 400_000, false]
  }
  yield ['opt/models/model.safetensors', Math.round(megabytes * 0.35 * 2 ** 20), false]
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(512)
  header.write(path, 0)
  header.write('0000755\0', 100)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\u000000', 257, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
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

function* bytesOf(megabytes: number): Generator<Buffer> {
  const text = Buffer.from(
    'Name: package\nVersion: 1.2.3\n\ndef function(argument):\n    return argument + 1\n'.repeat(100),
  )
  const noise = Buffer.alloc(2 ** 20)
  for (let at = 0, state = 1; at < noise.length; at++)
    noise[at] = (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24
  for (const [path, size, isText] of members(megabytes)) {
    yield headerOf(path, size)
    const source = isText ? text : noise
    const start = path.endsWith('.safetensors') ? weightsHeader(size) : Buffer.alloc(0)
    yield start
    for (let left = size - start.length; left > 0; left -= source.length) yield source.subarray(0, left)
    yield Buffer.alloc((512 - (size % 512)) % 512)
  }
  yield Buffer.alloc(1024)
}

async function make(): Promise<Figures> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* hashed(): AsyncGenerator<Buffer> {
    for (const part of bytesOf(Number(process.argv[5] ?? 256))) {
      hash.update(part)
      bytes += part.length
      yield part
    }
  }
  await pipeline(hashed, createGzip({ level: 1 }), createWriteStream(layer))
  return { bytes }
}

/** The floor: unpack and hash, and look at nothing. */
async function floor(): Promise<Figures> {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const [packed, plain] = [createHash('sha256'), createHash('sha256')]
  const source = createReadStream(layer, { highWaterMark: 2 ** 20 })
  source.on('data', (part) => packed.update(part))
  for await (const part of source.pipe(createGunzip({ chunkSize: 2 ** 20 }))) plain.update(part as Buffer)
  packed.digest()
  plain.digest()
  return { ms: performance.now() - start, ...usage(before) }
}

interface CompiledReader {
  readonly readLayer: (
    blob: object,
    limits: object,
  ) => Promise<{
    content: { facts: Map<string, unknown>; counts: { entries: number; bytes: number }; faults: unknown[] }
  }>
  readonly defaultLimits: object
}

/** Packages and models alone, or the secrets in texts too. */
async function read(more: object = { maxSearched: 0 }): Promise<Figures> {
  const { readLayer } = await load<Pick<CompiledReader, 'readLayer'>>('images/layers/read-layer.js')
  const { defaultLimits } = await load<Pick<CompiledReader, 'defaultLimits'>>('images/layers/layer.js')
  const [start, before] = [performance.now(), process.cpuUsage()]
  const digest = `sha256:${'0'.repeat(64)}`
  const open = (): AsyncIterable<Buffer> => createReadStream(layer, { highWaterMark: 2 ** 20 })
  const blob = { index: 0, diffId: digest, digest, position: 0, open }
  const { content } = await readLayer(blob, { ...defaultLimits, ...more })
  const { entries, bytes } = content.counts
  return { ms: performance.now() - start, packages: content.facts.size, entries, bytes, ...usage(before) }
}

/** Since a moment: what loading the code takes is not in it. */
function usage(before: NodeJS.CpuUsage): Figures {
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, rss: process.memoryUsage.rss() / 2 ** 20 }
}

const advisoryCount = 200_000
const nameCount = 30_000

/** As many advisories as all of OSV for a few distributions has. */
function* records(): Generator<object> {
  for (let index = 0; index < advisoryCount; index++) {
    const name = `source-${(index * 7919) % nameCount}`
    const events = [{ introduced: '0' }, { fixed: `1.${index % 50}-1` }]
    const range = { type: 'ECOSYSTEM', events }
    yield {
      id: `CVE-2026-${100_000 + index}`,
      summary: 'A flaw in the parser.',
      affected: [{ package: { ecosystem: 'Debian:12', name }, ranges: [range] }],
    }
  }
}

interface CompiledAdvisories {
  readonly Collector: new () => { take: (record: object) => void; finish: (day: string) => object }
  readonly writeDatabase: (content: object) => Iterable<string>
  readonly readDatabase: (path: string) => object
  readonly matchInventory: (inventory: object, database: object) => { matches: unknown[] }
}

async function makeDatabase(): Promise<Figures> {
  const { Collector } = await load<Pick<CompiledAdvisories, 'Collector'>>('images/advisories/collector.js')
  const { writeDatabase } = await load<Pick<CompiledAdvisories, 'writeDatabase'>>(
    'images/advisories/database-text.js',
  )
  const start = performance.now()
  const collector = new Collector()
  for (const record of records()) collector.take(record)
  await pipeline(writeDatabase(collector.finish('2026-11-30')), createWriteStream(database))
  return { ms: performance.now() - start, bytes: readFileSync(database).length }
}

/** 10,000 inventories of 400 packages each; an image has the packages of its neighbours in other versions. */
async function rematch(): Promise<Figures> {
  const { readDatabase } = await load<Pick<CompiledAdvisories, 'readDatabase'>>(
    'images/advisories/read-database.js',
  )
  const { matchInventory } = await load<Pick<CompiledAdvisories, 'matchInventory'>>(
    'images/advisories/match.js',
  )
  const [start, before] = [performance.now(), process.cpuUsage()]
  const opened = readDatabase(database)
  const loaded = performance.now()
  let matches = 0
  for (let image = 0; image < 10_000; image++)
    matches += matchInventory(inventoryOf(image), opened).matches.length
  return { ms: performance.now() - start, loadMs: loaded - start, matches, ...usage(before) }
}

function inventoryOf(image: number): object {
  const packages = Array.from({ length: 400 }, (_, index) => {
    const name = `source-${(image * 31 + index * 97) % nameCount}`
    // Most packages of an image have most of their fixes.
    const version = `1.${40 + ((image + index) % 10)}-1`
    return { kind: 'deb', name, version, source: { name, version }, file: 'status', layer: 0, isOwned: false }
  })
  return { os: { id: 'debian', version: '12', name: 'Debian', like: [], file: '' }, packages }
}

const phases: Readonly<Record<string, () => Promise<Figures>>> = {
  make,
  floor,
  read: async () => await read(),
  readSecrets: async () => await read({}),
  makeDatabase,
  rematch,
}
const run = phases[phase]
if (run === undefined) throw new Error(`There is no phase '${phase}'.`)
process.stdout.write(`${JSON.stringify(await run())}\n`)
