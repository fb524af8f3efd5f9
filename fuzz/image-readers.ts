// Readers of images: archives, package records, advisories, versions and what registries answer.
import assert from 'node:assert/strict'

import { Collector } from '../src/images/advisories/collector.ts'
import { Database } from '../src/images/advisories/database.ts'
import { writeDatabase } from '../src/images/advisories/database-text.ts'
import { memberPath } from '../src/images/archive/member-path.ts'
import { TarWalker } from '../src/images/archive/tar-walker.ts'
import { ProgramSearch } from '../src/images/inventory/program.ts'
import { readerOf } from '../src/images/inventory/readers.ts'
import { OpenError } from '../src/images/blobs/open-error.ts'
import { parseJson } from '../src/images/open/parse.ts'
import { choosePlatform } from '../src/images/open/platform.ts'
import { configSchema, dockerArchiveSchema, indexSchema, manifestSchema } from '../src/images/open/schema.ts'
import { parseChallenges } from '../src/images/registry/challenge.ts'
import { credentialsIn } from '../src/images/registry/credentials.ts'
import { comparisonOf } from '../src/images/versions/compare.ts'
import type { Document } from '../src/model/origin.ts'
import { sparseForms, sparseInText } from '../test/images/sparse.ts'
import { paxRecord, tar } from '../test/images/tar.ts'
import * as seeds from './image-seeds.ts'
import type { Random } from './random.ts'
import type { Reader } from './reader.ts'
import { babble, mutateText } from './text.ts'

function mutated(texts: readonly string[]): Reader['make'] {
  return (random) =>
    random.isOnce(10) ? babble(random) : mutateText(random.pick(texts), random, random.pick(texts))
}

const archives = [
  tar([
    { path: 'etc/', flag: '5' },
    { path: 'etc/a', content: 'x'.repeat(600) },
    { path: 'b', flag: '2', linkPath: 'a' },
  ]),
  tar([
    { path: 'a', content: 'x', pax: { path: 'long/name', size: '1' } },
    { path: 'c', flag: 'g', content: paxRecord('path', 'x') },
  ]),
  sparseInText('a', { size: 900, parts: [{ at: 100, text: 'x' }] }),
  tar([{ path: 'deep/'.repeat(30), isGnuLong: true, content: 'abc' }, { path: '.wh.a' }, { path: '../x' }]),
].map((bytes) => bytes.toString('latin1'))

/** Every byte is accounted for: contents lie in the archive, one behind the other, and end only once. */
function checkTar({ text }: Document): void {
  const bytes = Buffer.from(text, 'latin1')
  let [taken, ends, starts, offset] = [0, 0, 0, 0]
  const walker = new TarWalker({
    entry: (entry) => {
      assert.ok(entry.offset >= offset && entry.size >= 0 && Number.isSafeInteger(entry.size))
      offset = entry.offset
      memberPath(entry.path)
      starts++
      return { write: (part) => (taken += part.length), end: () => void ends++ }
    },
    broken: (reason) => assert.ok(reason !== ''),
  })
  const half = bytes.length >> 1
  walker.write(bytes.subarray(0, half))
  walker.write(bytes.subarray(half))
  walker.end()
  assert.ok(taken <= bytes.length && ends <= starts && walker.isDone)
}

const maps: readonly string[] = ['0\n3\n700\n0', '100\n1\n400\n2', '0\n0\n1\n3', '2\n3\n3\n1', 'x', '-1\n3\n']

/** Whatever a map of holes says, what is stored lies where it says or nowhere, and what follows the file is read. */
function checkMap({ text }: Document): void {
  const stated = { size: 1000, parts: [{ at: 0, text: 'abc' }], numbers: text.split('\n') }
  for (const [form, store] of Object.entries(sparseForms)) {
    let last = ''
    const walker = new TarWalker({
      entry: ({ path, size, extents = [{ at: 0, length: size }], fault }) => {
        last = path
        let [end, stored] = [0, 0]
        for (const { at, length } of extents) {
          assert.ok(at >= end && length >= 0 && at + length <= size, form)
          end = at + length
          stored += length
        }
        assert.ok(path === 'z' || stored === (fault === undefined ? 3 : 0), form)
        return undefined
      },
      broken: (reason) => void assert.match(reason, /longer than/),
    })
    walker.write(Buffer.concat([store('a', stated), tar([{ path: 'z' }])]))
    assert.ok(walker.isDone && (last === 'z' || text.length > 100_000), form)
  }
}

/** What a file of packages tells has names, versions and lines. */
function checkFacts({ path, text }: Document): void {
  const reader = readerOf(path)
  assert.ok(reader !== undefined, path)
  const bytes = Buffer.from(text)
  const { packages, faults } = reader.read({ path, bytes })
  const lines = text.split('\n').length
  for (const { name, version } of packages) assert.ok(name !== '' && version !== '')
  for (const { line } of faults) assert.ok(line >= 1 && line <= lines)
}

function checkProgram({ text }: Document): void {
  const bytes = Buffer.from(text, 'latin1')
  const search = new ProgramSearch('app')
  for (let at = 0; at < bytes.length; at += 500) search.write(bytes.subarray(at, at + 500))
  for (const { name } of search.end()?.packages ?? []) assert.ok(name !== '')
}

function checkManifest({ text }: Document): void {
  const bytes = Buffer.from(text)
  for (const schema of [indexSchema, manifestSchema, configSchema, dockerArchiveSchema]) {
    try {
      const value = parseJson<object>(bytes, schema, 'It')
      if ('manifests' in value) choosePlatform(parseJson(bytes, indexSchema, 'It').manifests, undefined)
    } catch (error) {
      assert.ok(error instanceof OpenError, String(error))
    }
  }
}

/** What goes into a database comes out of it. */
function checkAdvisories({ text }: Document): void {
  const collector = new Collector()
  try {
    collector.take(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const content = collector.finish('2026-11-30')
  const database = new Database(Buffer.from([...writeDatabase(content)].join('').toWellFormed()))
  for (const [key, advisories] of content.advisories) {
    const [ecosystem = '', name = ''] = key.split('\t')
    if (key.isWellFormed()) assert.equal(database.advisoriesOf(ecosystem, name).length, advisories.length)
  }
}

const ecosystems = [
  'Alpine',
  'CRAN',
  'Debian',
  'Maven',
  'NuGet',
  'Packagist',
  'Pub',
  'PyPI',
  'Red Hat',
  'RubyGems',
  'npm',
]

function checkVersions({ text }: Document): void {
  const [a = '', b = ''] = text.split('\n')
  for (const ecosystem of ecosystems) {
    const compare = comparisonOf(ecosystem)
    assert.ok(compare !== undefined)
    const order = compare(a, b)
    assert.ok(!Number.isNaN(order) && compare(a, a) === 0)
    assert.equal(Math.sign(order), 0 - Math.sign(compare(b, a)), ecosystem)
  }
}

function checkRegistry({ text }: Document): void {
  for (const { scheme } of parseChallenges(text)) assert.ok(scheme !== '')
  credentialsIn(text, 'a.azurecr.io')
}

const pairs: Reader['make'] = (random: Random) =>
  [random.pick(seeds.versions), random.pick(seeds.versions)]
    .map((text) => mutateText(text, random))
    .join('\n')

const files = Object.entries(seeds.packageFiles).map(([path, texts]) => ({
  name: `image-file ${path}`,
  path,
  share: 0.5,
  make: mutated(texts),
  run: checkFacts,
}))

export const imageReaders: readonly Reader[] = [
  { name: 'image-tar', path: 'layer.tar', share: 1, make: mutated(archives), run: checkTar },
  { name: 'sparse-map', path: 'layer.tar', share: 0.5, make: mutated(maps), run: checkMap },
  ...files,
  { name: 'image-program', path: 'app', share: 0.5, make: mutated(seeds.programs), run: checkProgram },
  {
    name: 'image-manifest',
    path: 'index.json',
    share: 1,
    make: mutated(seeds.manifests),
    run: checkManifest,
  },
  { name: 'advisories', path: 'osv.json', share: 1, make: mutated(seeds.advisories), run: checkAdvisories },
  { name: 'versions', path: 'versions', share: 1, make: pairs, run: checkVersions },
  { name: 'registry', path: 'header', share: 0.5, make: mutated(seeds.registryAnswers), run: checkRegistry },
]
