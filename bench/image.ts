// One measured phase of reading an image, in a process of its own. Prints one line of JSON.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import { applicationMembers, tinyMembers, type WrittenLayer, writeLayer } from './image-layer.ts'

const [phase = '', folder = '', code = ''] = process.argv.slice(2)
const layer = join(folder, phase.endsWith('Tiny') ? 'tiny.tar.gz' : 'layer.tar.gz')
const database = join(folder, 'advisories.db')

type Figures = Record<string, number>

async function load<T>(path: string): Promise<T> {
  return (await import(join(code, path))) as T
}

async function make(): Promise<Figures> {
  const { bytes } = await writeLayer(
    layer,
    applicationMembers(join(import.meta.dirname, '..', 'node_modules')),
  )
  return { bytes }
}

async function makeTiny(): Promise<Figures> {
  const { bytes } = await writeLayer(layer, tinyMembers(1_000_000))
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

interface Content {
  readonly facts: Map<string, unknown>
  readonly counts: { readonly entries: number; readonly bytes: number }
  readonly faults: readonly unknown[]
}

interface CompiledReader {
  readonly readKnownLayer: (blob: object, reading: object) => Promise<{ readonly content: Content }>
  readonly GuardedLayers: new () => {
    readonly readContent: (blob: object, limits: object, models: object) => Promise<object>
  }
  readonly defaultLimits: object
  readonly budgetOfImage: () => object
  readonly openLayerCache: (place: object) => object
}

async function reader(): Promise<CompiledReader> {
  const paths = ['read-known-layer', 'read-guarded-layer', 'layer', 'read-cache', '../model-files/budget']
  const parts = await Promise.all(paths.map((path) => load<object>(`images/layers/${path}.js`)))
  return Object.assign({}, ...parts) as CompiledReader
}

/** What its thread loads is loaded by it. */
async function* emptyLayer(): AsyncGenerator<Buffer> {
  // Nothing to yield.
}

/** Packages and models alone, or the secrets in texts too. */
async function read({ more = {}, isKept = false } = {}): Promise<Figures> {
  const { readKnownLayer, GuardedLayers, defaultLimits, budgetOfImage, openLayerCache } = await reader()
  const cache = isKept ? openLayerCache({ folder, version: 'bench' }) : undefined
  const names = JSON.parse(readFileSync(`${layer}.json`, 'utf8')) as WrittenLayer
  const open = (): AsyncIterable<Buffer> => createReadStream(layer, { highWaterMark: 2 ** 20 })
  const blob = { index: 1, diffId: names.diffId, digest: names.digest, position: 0, open }
  const { readContent } = new GuardedLayers()
  await readContent({ ...blob, open: emptyLayer }, { ...defaultLimits }, budgetOfImage())
  const [start, before] = [performance.now(), process.cpuUsage()]
  const reading = { limits: { ...defaultLimits, ...more }, models: budgetOfImage(), cache, readContent }
  const { content } = await readKnownLayer(blob, reading)
  const { entries, bytes } = content.counts
  if (content.faults.length > 0) process.stderr.write(`${JSON.stringify(content.faults.slice(0, 3))}\n`)
  return { ms: performance.now() - start, packages: content.facts.size, entries, bytes, ...usage(before) }
}

/** Since a moment: what loading the code takes is not in it. */
function usage(before: NodeJS.CpuUsage): Figures {
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, rss: process.resourceUsage().maxRSS / 2 ** 10 }
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
  makeTiny,
  floor,
  floorTiny: floor,
  read: async () => await read({ more: { maxSearched: 0 } }),
  readSecrets: async () => await read(),
  readTiny: async () => await read(),
  readKept: async () => await read({ isKept: true }),
  makeDatabase,
  rematch,
}
const run = phases[phase]
if (run === undefined) throw new Error(`There is no phase '${phase}'.`)
process.stdout.write(`${JSON.stringify(await run())}\n`)
