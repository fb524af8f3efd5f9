// Images in every form in which they are kept, whole and hostile.
import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { reportImage, reportUnopened } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import type { OpenOptions } from '../../src/images/open/image.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { readLayer } from '../../src/images/layers/read-layer.ts'
import { OpenError } from '../../src/images/blobs/open-error.ts'
import { readImage } from '../../src/images/read-image.ts'
import { folderWith } from '../sources/folder.ts'
import {
  addImage,
  addIndex,
  debianRelease,
  dpkgStatus,
  finishLayout,
  type Files,
  type MadeLayer,
  makeConfig,
  makeDockerArchive,
  makeLayer,
  makeLayout,
  sha256,
  tarOf,
} from './make-image.ts'
import { type Member, tar } from './tar.ts'

async function report(path: string, options: OpenOptions = {}): Promise<ImageReport> {
  try {
    return reportImage({ reference: path, ...(await readImage({ kind: 'path', path }, options)) })
  } catch (error) {
    if (error instanceof OpenError) return reportUnopened(path, error)
    throw error
  }
}

/** The report about one archive or layout. */
async function reportOf(
  t: TestContext,
  content: Buffer | Files,
  options: OpenOptions = {},
): Promise<ImageReport> {
  if (Buffer.isBuffer(content))
    return await report(join(folderWith(t, { 'image.tar': content }), 'image.tar'), options)
  return await report(folderWith(t, content), options)
}

const packagesOf = ({ packages }: ImageReport): string[] =>
  packages.map(({ name, version, layer }) => `${name} ${version} @${layer}`)
const codesOf = ({ problems }: ImageReport): string[] =>
  problems
    .filter(({ code }) => !['no-advisories', 'no-packages'].includes(code))
    .map(({ code, location }) => `${code} ${location.file}`)

const base = makeLayer([debianRelease, dpkgStatus('bash=5.2', 'openssl=3.0.1')])
const update = makeLayer([dpkgStatus('bash=5.2', 'openssl=3.0.2', 'curl=8.1')], 'zstd')
const expected = ['bash 5.2 @0', 'curl 8.1 @1', 'openssl 3.0.2 @1']

test('an image is the same in a layout, an archive, a packed archive and what docker saves', async (t) => {
  const layers = [base, update]
  const layout = makeLayout(layers)
  const forms = [
    layout,
    tarOf(layout),
    gzipSync(tarOf(layout)),
    zstdCompressSync(tarOf(layout)),
    makeDockerArchive(layers),
    gzipSync(makeDockerArchive(layers)),
  ]
  for (const form of forms) {
    const found = await reportOf(t, form)
    assert.deepEqual(packagesOf(found), expected)
    assert.deepEqual(codesOf(found), [])
    assert.equal(found.image.os?.name, 'Debian GNU/Linux 12 (bookworm)')
    assert.equal(found.image.platform, 'linux/amd64')
    assert.deepEqual(
      found.layers.map(({ diffId }) => diffId),
      layers.map(({ diffId }) => diffId),
    )
  }
})

test('layers that lie in another order than they are laid are told from the lowest', async (t) => {
  const layout = makeLayout([base, update])
  const turned = Object.fromEntries(Object.entries(layout).reverse())
  for (const form of [tarOf(turned), gzipSync(tarOf(turned))])
    assert.deepEqual(packagesOf(await reportOf(t, form)), expected)
})

test('the files of a container are read from a folder and from what docker exports', async (t) => {
  const members = [{ path: 'etc/', flag: '5' }, debianRelease, dpkgStatus('bash=5.2')]
  assert.deepEqual(packagesOf(await reportOf(t, tar(members))), ['bash 5.2 @0'])
  const folder = {
    'etc/os-release': 'ID=debian\n',
    'var/lib/dpkg/status': Buffer.from(dpkgStatus('bash=5.2').content ?? ''),
  }
  assert.deepEqual(packagesOf(await report(folderWith(t, folder))), ['bash 5.2 @0'])
})

test('one platform of several is chosen, and one that is missing is named', async (t) => {
  const arm = makeLayer([debianRelease, dpkgStatus('bash=5.9')])
  const files: Files = {}
  const index = addIndex(files, [
    { ...addImage(files, [base]), platform: { os: 'linux', architecture: 'amd64' } },
    {
      ...addImage(files, [arm], { platform: { os: 'linux', architecture: 'arm64' } }),
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    },
    { digest: sha256(Buffer.from('')), platform: { os: 'unknown', architecture: 'unknown' } },
  ])
  finishLayout(files, [index])
  assert.deepEqual(packagesOf(await reportOf(t, files)), ['bash 5.2 @0', 'openssl 3.0.1 @0'])
  for (const platform of ['linux/arm64', 'linux/arm64/v8'])
    assert.deepEqual(packagesOf(await reportOf(t, files, { platform })), ['bash 5.9 @0'])
  const missing = await reportOf(t, files, { platform: 'windows/amd64' })
  assert.match(missing.problems[0]?.message ?? '', /linux\/amd64, linux\/arm64\/v8/)
})

test('what only says that it is an attestation is an image to runtimes', async (t) => {
  const files: Files = {}
  const platform = { os: 'linux', architecture: 'amd64' }
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' }
  const [first, second] = [addImage(files, [base]), addImage(files, [base, update])]
  const index = addIndex(files, [
    { ...second, platform, annotations },
    { ...first, platform },
  ])
  assert.deepEqual(packagesOf(await reportOf(t, finishLayout(files, [index]))), expected)
})

test('of members of one name in an archive the last one counts, as for those who load it', async (t) => {
  const [first, second] = [makeConfig([base]), makeConfig([base, update])]
  const manifest = (Config: string, Layers: readonly string[]): string => JSON.stringify([{ Config, Layers }])
  const blobs = [
    { path: '0.tar', content: base.stored },
    { path: '1.tar', content: update.stored },
    { path: 'first.json', content: first },
    { path: 'second.json', content: second },
    { path: 'shown.json', content: manifest('first.json', ['0.tar']) },
  ]
  const last = { path: 'manifest.json', content: manifest('second.json', ['0.tar', '1.tar']) }
  for (const before of [
    { path: 'manifest.json', content: manifest('first.json', ['0.tar']) },
    { path: 'manifest.json', flag: '2', linkPath: 'shown.json' },
  ])
    assert.deepEqual(packagesOf(await reportOf(t, tar([...blobs, before, last]))), expected)
  const long = { ...last, content: last.content + ' '.repeat(2 ** 23) }
  const { problems } = await reportOf(t, tar([...blobs, { ...last, content: '[]' }, long]))
  assert.equal(problems[0]?.code, 'image-too-large')
})

test('an archive whose two lists name different images is not read as either', async (t) => {
  const files = Object.entries(makeLayout([base])).map(([path, content]) => ({ path, content }))
  const own = (layers: readonly MadeLayer[]): Member[] => [
    { path: 'config.json', content: makeConfig(layers) },
    { path: 'manifest.json', content: JSON.stringify([{ Config: 'config.json', Layers: [] }]) },
  ]
  assert.equal((await reportOf(t, tar([...files, ...own([update])]))).problems[0]?.code, 'wrong-manifest')
  assert.deepEqual(codesOf(await reportOf(t, tar([...files, ...own([base])]))), [])
})

test('a packed archive that is a bomb is not unpacked to its end', async (t) => {
  const zeros = gzipSync(Buffer.alloc(2 ** 27))
  const head = tar([{ path: 'z', sizeField: Buffer.from('77777777777\0') }]).subarray(0, 512)
  const bomb = Buffer.concat([gzipSync(head), ...Array.from({ length: 16 }, () => zeros)])
  assert.equal((await reportOf(t, bomb)).problems[0]?.code, 'image-too-large')
})

test('of several images in a layout one has to be named', async (t) => {
  const files: Files = {}
  const named = (name: string): object => ({ annotations: { 'org.opencontainers.image.ref.name': name } })
  finishLayout(files, [
    { ...addImage(files, [base]), ...named('a') },
    { ...addImage(files, [base, update]), ...named('b') },
  ])
  assert.match((await reportOf(t, files)).problems[0]?.message ?? '', /--name: a, b/)
  assert.deepEqual(packagesOf(await reportOf(t, files, { name: 'b' })), expected)
  assert.deepEqual(codesOf(await reportOf(t, files, { name: 'c' })).length, 1)
})

test('bytes that are not what they are called are told, and every layer is read all the same', async (t) => {
  const lying = { ...base, diffId: update.diffId }
  const found = await reportOf(t, makeLayout([lying, update]))
  assert.deepEqual(codesOf(found), ['wrong-digest layer 0'])
  assert.deepEqual(packagesOf(found), expected)
  const files = makeLayout([base, update])
  const blob = `blobs/${sha256(update.stored).replace(':', '/')}`
  files[blob] = makeLayer([dpkgStatus('evil=1')]).stored
  assert.deepEqual(codesOf(await reportOf(t, files)), ['wrong-digest layer 1', 'wrong-digest layer 1'])
})

test('a layer that was cut short leaves the others', async (t) => {
  const cut = { ...update, stored: update.stored.subarray(0, update.stored.length - 20) }
  for (const form of [makeLayout([base, cut]), gzipSync(tarOf(makeLayout([base, cut])))]) {
    const found = await reportOf(t, form)
    assert.ok(codesOf(found).includes('broken-archive layer 1'))
    assert.ok(packagesOf(found).some((each) => each.startsWith('bash 5.2')))
  }
  const whole = makeDockerArchive([base, update])
  const ended = await reportOf(t, whole.subarray(0, 700))
  assert.equal(ended.problems.length, 1)
})

test('a bomb is not unpacked, and what stood before is read', async () => {
  const { stored, diffId } = makeLayer(
    [dpkgStatus('bash=1'), { path: 'zero', content: Buffer.alloc(2 ** 22) }],
    'zstd',
  )
  async function* open(): AsyncGenerator<Buffer> {
    yield stored
  }
  const limits = { ...defaultLimits, freeBytes: 2 ** 20 }
  const { content } = await readLayer({ index: 0, diffId, position: 0, open }, limits)
  assert.deepEqual(
    content.faults.map(({ code }) => code),
    ['image-too-large'],
  )
  assert.match(content.faults[0]?.message ?? '', /200 times/)
  assert.equal(content.facts.size, 1)
  const short = await readLayer(
    { index: 0, diffId, position: 0, open },
    { ...defaultLimits, maxBytes: 2 ** 20 },
  )
  assert.match(short.content.faults[0]?.message ?? '', /more than 1048576 bytes/)
})

test('members that lead out of the image are told and not read', async (t) => {
  const found = await reportOf(
    t,
    makeLayout([
      makeLayer([{ path: '../../var/lib/dpkg/status', content: 'Package: evil\n' }, debianRelease]),
    ]),
  )
  assert.deepEqual(codesOf(found), ['outside-root layer 0'])
  assert.deepEqual(found.packages, [])
})

test('a layout neither names nor links to files outside of its folder', async (t) => {
  const outside = folderWith(t, { manifest: '{}' })
  const files = makeLayout([base])
  const blob = Object.keys(files).find((path) => path.startsWith('blobs/')) ?? ''
  delete files[blob]
  const folder = folderWith(t, files)
  symlinkSync(join(outside, 'manifest'), join(folder, blob))
  assert.ok((await report(folder)).problems.some(({ code }) => ['outside-root', 'unreadable'].includes(code)))
  const named = makeDockerArchive([base]).toString('latin1').replace('0/layer.tar"', '../secret"')
  assert.equal((await reportOf(t, Buffer.from(named, 'latin1'))).problems.length, 1)
})

test('indexes that name one another end', async (t) => {
  const files: Files = {}
  let inner: object = {
    digest: sha256(Buffer.from('none')),
    platform: { os: 'linux', architecture: 'amd64' },
  }
  for (let level = 0; level < 8; level++)
    inner = { ...addIndex(files, [inner]), platform: { os: 'linux', architecture: 'amd64' } }
  assert.match(
    (await reportOf(t, finishLayout(files, [inner]))).problems[0]?.message ?? '',
    /more than 4 times/,
  )
})

test('a layer that stands twice is read alike, and too many layers are refused', async (t) => {
  const found = await reportOf(t, makeLayout([base, update, base, update]))
  assert.deepEqual(packagesOf(found), expected)
  assert.deepEqual(
    found.layers.map(({ index, entries }) => [index, entries]),
    [
      [0, 2],
      [1, 1],
      [2, 2],
      [3, 1],
    ],
  )
  const many = await reportOf(t, makeLayout(Array.from({ length: 600 }, () => update)))
  assert.match(many.problems[0]?.message ?? '', /600 layers/)
})

test('what is no image says so', async (t) => {
  const cases: readonly (readonly [Buffer | Files, string])[] = [
    [Buffer.from('hello'), 'broken-archive'],
    [Buffer.alloc(0), 'wrong-manifest'],
    [tar([{ path: 'readme', content: 'x' }]), 'wrong-manifest'],
    [{ 'index.json': Buffer.from('{') }, 'wrong-manifest'],
    [{ 'index.json': Buffer.from('{"manifests":[]}') }, 'wrong-manifest'],
    [{ 'index.json': Buffer.from('{"manifests":[{"digest":"md5:1"}]}') }, 'wrong-manifest'],
    [
      { 'index.json': Buffer.from(`{"manifests":[{"digest":"sha256:${'0'.repeat(64)}"}]}`) },
      'wrong-manifest',
    ],
    [gzipSync(Buffer.from('x')), 'broken-archive'],
    [Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'broken-archive'],
  ]
  for (const [content, code] of cases)
    assert.deepEqual(
      (await reportOf(t, content)).problems.map((each) => each.code),
      [code],
    )
  assert.equal((await report('/nowhere/at/all')).problems[0]?.code, 'no-such-path')
})
