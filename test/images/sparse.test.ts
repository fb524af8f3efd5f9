// Files that are stored without their holes, in each of GNU's four ways: by tar itself, and by hand where they lie.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import * as fc from 'fast-check'

import { defaultLimits, type LayerContent, type LayerLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { scanModelFile } from '../../src/images/model-files/open.ts'
import { readImage } from '../../src/images/read-image.ts'
import { folderWith } from '../sources/folder.ts'
import { dpkgStatus, makeLayer, makeLayout, tarOf } from './make-image.ts'
import { callPickle } from './model-files/build.ts'
import { type Part, type SparseForm, sparseForms, sparseInManyRecords, sparseInText } from './sparse.ts'
import { paxRecord, tar, tarMembers } from './tar.ts'
import { walk } from './walk-tar.ts'

const forms: readonly (readonly [string, SparseForm])[] = Object.entries(sparseForms)

const formats: readonly (readonly string[])[] = [
  ['--format=gnu'],
  ['--format=oldgnu'],
  ['--format=pax', '--sparse-version=0.0'],
  ['--format=pax', '--sparse-version=0.1'],
  ['--format=pax', '--sparse-version=1.0'],
]

const hasTar = spawnSync('tar', ['--version']).stdout?.includes('GNU tar') === true

/** Writes a file of a length with parts at their places, and holes between them. */
function writeSparse(
  path: string,
  length: number,
  parts: readonly (readonly [at: number, text: Uint8Array])[],
): void {
  const file = openSync(path, 'w')
  ftruncateSync(file, length)
  for (const [at, text] of parts) writeSync(file, text, 0, text.length, at)
  closeSync(file)
}

function packed(folder: string, format: readonly string[], paths: readonly string[]): Buffer {
  const args = [...format, '--sparse', '--hole-detection=raw', '-cf', '-', ...paths]
  return execFileSync('tar', args, { cwd: folder, maxBuffer: 2 ** 28 })
}

function scan(bytes: Buffer, limits: Partial<LayerLimits> = {}): LayerContent {
  const scanner = new LayerScanner({ ...defaultLimits, ...limits }, true)
  for (let at = 0; at < bytes.length; at += 1000) scanner.write(bytes.subarray(at, at + 1000))
  return scanner.end(true)
}

function told({ faults }: LayerContent): string[] {
  return faults.map(({ code, path, message }) => `${code} ${path}: ${message}`)
}

function skipWithoutTar(t: TestContext): boolean {
  if (!hasTar) t.skip('no GNU tar on this machine')
  return !hasTar
}

for (const format of formats) {
  test(`what tar ${format.join(' ')} stores without holes is read with them`, (t) => {
    if (skipWithoutTar(t)) return
    const folder = folderWith(t, { z: 'end' })
    // More islands than the map in the oldest header holds, and than one block behind it.
    const islands = Array.from(
      { length: 60 },
      (_, index) => [index * 65_536, Buffer.from(`${index}`)] as const,
    )
    writeSparse(join(folder, 'many'), 60 * 65_536 + 700, islands)
    writeSparse(join(folder, 'hole'), 70_000, [])
    writeSparse(join(folder, 'start'), 20_000, [[0, Buffer.from('x'.repeat(5000))]])
    writeSparse(join(folder, 'finish'), 20_000, [[19_990, Buffer.from('0123456789')]])
    const names = ['many', 'hole', 'start', 'finish']
    const { entries, contents, broken } = walk(
      packed(folder, format, [...names, 'z']),
      [700, 1024, 1500, 9999],
    )
    assert.equal(broken, undefined)
    assert.deepEqual(entries, [...names.map((name) => `file* ${name}`), 'file z'])
    for (const name of names) assert.ok(contents[name] === readFileSync(join(folder, name), 'latin1'), name)
    assert.equal(contents['z'], 'end')
  })

  test(`packages and models that tar ${format.join(' ')} stores without holes are found`, (t) => {
    if (skipWithoutTar(t)) return
    const status = Buffer.from(dpkgStatus('bash=5.2', 'zlib=1.3').content ?? '')
    const folder = folderWith(t, { 'var/lib/dpkg/x': '', 'opt/x': '' })
    // A paragraph may be followed by any number of NULs: dpkg writes none, and whoever hides a package may.
    writeSparse(join(folder, 'var/lib/dpkg/status'), 100_000, [[0, status]])
    writeSparse(join(folder, 'opt/a.pkl'), 300_000, [[0, callPickle()]])
    const content = scan(packed(folder, format, ['var/lib/dpkg/status', 'opt/a.pkl']))
    assert.deepEqual(told(content), [])
    const packages = content.facts.get('var/lib/dpkg/status')?.packages ?? []
    assert.deepEqual(
      packages.map(({ name, version }) => `${name} ${version}`),
      ['bash 5.2', 'zlib 1.3'],
    )
    assert.equal(content.models.get('opt/a.pkl')?.verdict, 'malicious')
  })
}

for (const [form, store] of forms) {
  test(`terabytes of holes cost nothing, and what follows them in the layer is read: ${form}`, () => {
    const size = 8 * 2 ** 40
    const members = [
      store('var/log/lastlog', { size, parts: [] }),
      store('usr/bin/script', { size, parts: [{ at: 0, text: '#!/bin/sh\n\0' }] }),
      store('opt/a.safetensors', { size, parts: [{ at: 0, text: safetensorsOf(size) }] }),
      tar([dpkgStatus('bash=5.2')]),
    ]
    const content = scan(Buffer.concat(members))
    assert.deepEqual(told(content), [])
    const { size: told8, verdict } = content.models.get('opt/a.safetensors') ?? {}
    assert.deepEqual([told8, verdict], [size, 'clean'])
    assert.equal(content.facts.get('var/lib/dpkg/status')?.packages.length, 1)
  })

  test(`a map that lies is told with its file, and what follows is read: ${form}`, () => {
    const parts = [{ at: 0, text: 'abc' }]
    const lies = {
      overlap: { size: 100, parts, numbers: [10, 2, 11, 1] },
      backwards: { size: 100, parts, numbers: [50, 2, 10, 1] },
      beyond: { size: 100, parts, numbers: [98, 3] },
      huge: { size: 100, parts, numbers: [2 ** 47, 3] },
      more: { size: 100, parts, numbers: [0, 2] },
      less: { size: 100, parts, numbers: [0, 4] },
      word: { size: 100, parts, numbers: ['x', 3] },
      sign: { size: 100, parts, numbers: ['-1', 3] },
      size: { size: 'x', parts },
    }
    const members = Object.entries(lies).map(([path, stated]) => store(path, stated))
    const { entries, contents, broken } = walk(
      Buffer.concat([...members, tar([{ path: 'z', content: 'end' }])]),
    )
    assert.deepEqual(entries, [
      'file* overlap: its map of holes lays one part over another',
      'file* backwards: its map of holes lays one part over another',
      'file* beyond: its map of holes goes beyond the end of the file',
      'file* huge: its map of holes goes beyond the end of the file',
      'file* more: its map of holes names 2 bytes, and 3 are stored',
      'file* less: its map of holes names 4 bytes, and 3 are stored',
      'file* word: its map of holes holds what is no number',
      'file* sign: its map of holes holds what is no number',
      'file* size: its map of holes goes with a size that is no number',
      'file z',
    ])
    assert.deepEqual(contents, { z: 'end' })
    assert.equal(broken, undefined)
  })

  test(`a layer tells which of its files have maps that lie: ${form}`, () => {
    const lie = { size: 9, parts: [{ at: 0, text: 'abc' }], numbers: [8, 3] }
    const members = [store('opt/a.pkl', lie), store('var/lib/dpkg/status', lie), store('readme', lie)]
    const content = scan(Buffer.concat([...members, tar([dpkgStatus('bash=5.2')])]))
    const why =
      'The file is stored with holes, and its map of holes goes beyond the end of the file; it was not read.'
    assert.deepEqual(told(content), [
      `broken-archive opt/a.pkl: ${why}`,
      `broken-archive var/lib/dpkg/status: ${why}`,
      `broken-archive readme: ${why}`,
    ])
    assert.equal(content.facts.get('var/lib/dpkg/status')?.packages.length, 1)
  })

  test(`a map that never ends is given up, and what follows is read: ${form}`, () => {
    const numbers = Array.from({ length: 130_000 }, (_, index) => [index * 10, 1]).flat()
    const long = store('a', { size: 2 ** 30, parts: [{ at: 0, text: 'x'.repeat(130_000) }], numbers })
    const { entries, broken } = walk(Buffer.concat([long, tar([{ path: 'z' }])]))
    if (broken === undefined)
      assert.deepEqual(entries, ['file* a: its map of holes is longer than 1048576 bytes', 'file z'])
    // The map of pax is an extension, and they are bounded.
    else assert.match(broken, /longer than 1048576/)
  })

  test(`holes that somebody would have to look at are filled up to a limit: ${form}`, () => {
    const long = { size: 2 ** 40, parts: [{ at: 2 ** 39, text: 'x' }] }
    const members = [
      store('opt/a.pkl', { ...long, parts: [{ at: 0, text: callPickle() }, ...long.parts] }),
      store('opt/config.json', { ...long, parts: [{ at: 0, text: `{"a": "${'x'.repeat(9000)}` }] }),
    ]
    const content = scan(Buffer.concat([...members, tar([dpkgStatus('bash=5.2')])]), { maxFilled: 2 ** 24 })
    const why =
      'The file is stored with holes, and no more than 16777216 bytes of them are filled in a layer; it was not read to its end.'
    assert.deepEqual(told(content), [`image-too-large opt/config.json: ${why}`])
    assert.equal(content.models.get('opt/a.pkl')?.verdict, 'malicious')
    assert.equal(content.facts.get('var/lib/dpkg/status')?.packages.length, 1)
  })

  test(`secrets are found beside holes, each at its line: ${form}`, () => {
    const key = `AWS_KEY=${'AKIA'}${'QYLPMN5HFIQR7XYA'}\n`
    const parts = [
      { at: 0, text: `#\n${'a b\n'.repeat(2100)}` },
      { at: 100_000, text: key },
    ]
    const content = scan(Buffer.concat([store('opt/env', { size: 300_000, parts }), tar([])]))
    assert.deepEqual(
      content.secrets.get('opt/env')?.map(({ line }) => line),
      [2102],
    )
  })
}

test('a map of text tells how many parts it has, and has them', () => {
  const parts = [{ at: 0, text: 'abc' }]
  const members = [
    sparseInText('word', { size: 9, parts, count: 'x' }),
    sparseInText('none', { size: 9, parts: [], count: '' }),
    sparseInText('many', { size: 9, parts, count: 99_999 }),
    sparseInText('endless', { size: 9, parts, numbers: ['9'.repeat(2 ** 21), 3] }),
    sparseInManyRecords('fewer', { size: 9, parts, count: 3 }),
  ]
  const { entries } = walk(Buffer.concat([...members, tar([{ path: 'z' }])]))
  assert.deepEqual(entries, [
    'file* word: its map of holes does not tell how many parts it has',
    'file* none: its map of holes does not tell how many parts it has',
    'file* many: its map of holes is cut short',
    'file* endless: its map of holes is longer than 1048576 bytes',
    'file* fewer: its map of holes has another number of parts than it states',
    'file z',
  ])
})

test('records out of turn are no map, and other flags of the same letter are not GNU’s', () => {
  const records = [
    paxRecord('GNU.sparse.numblocks', '1'),
    paxRecord('GNU.sparse.numbytes', '3'),
    paxRecord('GNU.sparse.offset', '0'),
  ]
  const turned = tarMembers([
    { path: 'x', flag: 'x', content: records.join('') },
    { path: 'a', content: 'abc' },
  ])
  const comma = sparseInManyRecords('comma', {
    size: 9,
    parts: [{ at: 0, text: 'abc' }],
    numbers: ['0,3', 3],
  })
  const star = tarMembers([{ path: 'star', flag: 'S', content: 'abc' }])
  assert.deepEqual(walk(Buffer.concat([turned, comma, star, tar([{ path: 'z' }])])).entries, [
    'file* a: its map of holes holds what is no number',
    'file* comma: its map of holes holds what is no number',
    'file* star: its map of holes is not of GNU tar',
    'file z',
  ])
})

test('what no reader of sparse files looks at makes none', () => {
  const { entries } = walk(
    tar([
      { path: 'a', content: 'x', pax: { 'GNU.sparse.name': 'b', 'GNU.sparse.size': '9' } },
      { path: 'c', content: 'x', pax: { 'GNU.sparse.major': '9', 'GNU.sparse.minor': '9' } },
      { path: 'd', flag: '5', pax: { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' } },
    ]),
  )
  assert.deepEqual(entries, ['file a', 'file c', 'directory d'])
})

test('an archive of an image that is stored without its holes is told, and how it is to be packed', async (t) => {
  const { 'index.json': index = Buffer.of(), ...others } = makeLayout([makeLayer([dpkgStatus('bash=5.2')])])
  const stored = sparseInText('index.json', { size: index.length + 9, parts: [{ at: 0, text: index }] })
  const path = join(folderWith(t, { 'image.tar': Buffer.concat([stored, tarOf(others)]) }), 'image.tar')
  await assert.rejects(readImage({ kind: 'path', path }, {}), {
    message: 'The archive stores the file index.json with holes, which no builder does.',
    remedy: 'Pack the archive anew, without --sparse.',
  })
})

test('a model in an archive that is stored without holes is found', () => {
  const weapon = { size: 5000, parts: [{ at: 0, text: callPickle() }] }
  const lie = { ...weapon, numbers: [4999, callPickle().length] }
  for (const [form, store] of forms) {
    assert.equal(
      scanModelFile('a.tar', Buffer.concat([store('a.pkl', weapon), tar([])])).verdict,
      'malicious',
      form,
    )
    const { verdict, unread } = scanModelFile('a.tar', Buffer.concat([store('a.pkl', lie), tar([])]))
    assert.equal(verdict, 'unknown', form)
    assert.match(unread[0]?.message ?? '', /stored with holes, and its map of holes goes beyond/, form)
  }
})

const stated = fc
  .array(fc.tuple(fc.nat({ max: 3000 }), fc.stringMatching(/^[a-z]{1,900}$/)), { maxLength: 30 })
  .map((gaps) => {
    const parts: Part[] = []
    let end = 0
    for (const [gap, text] of gaps) {
      parts.push({ at: end + gap, text })
      end += gap + text.length
    }
    return { size: end + 100, parts }
  })

test('every map is laid out alike, however its bytes are cut into pieces', () => {
  fc.assert(
    fc.property(stated, fc.array(fc.nat(), { maxLength: 12 }), ({ size, parts }, cuts) => {
      const whole = Buffer.alloc(size)
      for (const { at, text } of parts) whole.set(Buffer.from(text), at)
      for (const [form, store] of forms) {
        const { contents, broken } = walk(Buffer.concat([store('a', { size, parts }), tar([])]), cuts)
        assert.equal(broken, undefined, form)
        assert.ok(contents['a'] === whole.toString('latin1'), form)
      }
    }),
    { numRuns: 100 },
  )
})

/** Weights of so many bytes with their header. */
function safetensorsOf(size: number): Buffer {
  const header = (end: number): string =>
    JSON.stringify({ a: { dtype: 'U8', shape: [end], data_offsets: [0, end] } })
  const text = header(size - 8 - header(size).length)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, Buffer.from(text)])
}
