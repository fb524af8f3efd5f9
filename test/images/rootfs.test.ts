// A folder that holds the files of an image: read under the limits of a layer, in a thread of its own.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, realpathSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { capableFiles } from '../../src/cli/capabilities.ts'
import { imageExitCode } from '../../src/engine/image-exit.ts'
import { reportImage } from '../../src/engine/image.ts'
import { type CapableFiles, capableIn } from '../../src/images/layers/capable.ts'
import { defaultLimits, type LayerContent, type LayerLimits } from '../../src/images/layers/layer.ts'
import { GuardedLayers } from '../../src/images/layers/read-guarded-layer.ts'
import { RootfsReader } from '../../src/images/layers/read-rootfs.ts'
import { readImage } from '../../src/images/read-image.ts'
import { GuardedReader } from '../../src/images/workers/read-guarded.ts'
import { usualBounds } from '../../src/images/workers/read-watch.ts'
import { folderWith } from '../sources/folder.ts'
import { dpkgStatus } from './make-image.ts'
import { callPickle } from './model-files/build.ts'

const noneIsCapable: CapableFiles = { paths: [] }

function readRootfs(
  root: string,
  limits: Partial<LayerLimits> = {},
  capable: CapableFiles = noneIsCapable,
): LayerContent {
  return new RootfsReader({ root, capable }, { limits: { ...defaultLimits, ...limits } }).read()
}

function told({ faults }: LayerContent): string[] {
  return faults.map(({ code, path, message }) => `${code} ${path}: ${message}`)
}

test('no more of a folder is read than of a layer, and that is told', (t) => {
  const folder = folderWith(t, { 'a/x.json': 'x'.repeat(600), 'b/y.json': 'y'.repeat(600), 'c/z.json': 'z' })
  const content = readRootfs(folder, { maxBytes: 1000 })
  assert.deepEqual(told(content), [
    'image-too-large : The folder has more than 1000 bytes; the others were not read.',
  ])
  assert.deepEqual(told(readRootfs(folder, { maxEntries: 2 })), [
    'image-too-large : The layer has more than 2 members; the others were not read.',
  ])
})

test('a file of hardly anything but holes is told, and costs no other file', (t) => {
  const folder = folderWith(t, { 'opt/a.pkl': '', 'opt/b.pkl': callPickle() })
  truncateSync(join(folder, 'opt/a.pkl'), 2 ** 40)
  const content = readRootfs(folder)
  assert.deepEqual(told(content), [
    'image-too-large opt/a.pkl: The file has 1099511627776 bytes, nearly all of them holes; it was not read.',
  ])
  assert.equal(content.models.get('opt/b.pkl')?.verdict, 'malicious')
})

test('a pipe in the place of a file keeps nobody waiting', (t) => {
  if (process.platform === 'win32') return t.skip('Windows has none')
  const folder = folderWith(t, { 'var/lib/dpkg/x': '' })
  execFileSync('mkfifo', [join(folder, 'var/lib/dpkg/status')])
  assert.deepEqual(told(readRootfs(folder)), [
    'image-too-large var/lib/dpkg/status: What should be a file is a device.',
  ])
})

for (const [fault, reason] of [
  ['hang', 'reading it took too long'],
  ['fill the heap', 'reading it took too much memory'],
  ['throw', 'its reader broke down (planted)'],
] as const)
  test(`a folder that makes its reader ${fault} is told as given up`, async (t) => {
    const path = folderWith(t, { 'etc/passwd': '', 'models/a.pkl': callPickle() })
    const module = new URL(`workers/faulty-layers.ts?fault=${fault}`, import.meta.url)
    const bounds = { ...usualBounds, seconds: 4, heapMegabytes: 64, bufferMegabytes: 64 }
    const { readRootfs: read } = new GuardedLayers(new GuardedReader(module, bounds))
    const { layers } = await readImage({ kind: 'path', path }, { readRootfs: read })
    assert.deepEqual(
      layers.flatMap(({ content }) => told(content)),
      [`given-up : The folder was given up, and nothing of it was analysed: ${reason}.`],
    )
  })

test('a folder is read in a thread as it is here', async (t) => {
  const path = folderWith(t, {
    'etc/passwd': 'root:x:0:0::/:/bin/sh\n',
    'var/lib/dpkg/status': String(dpkgStatus('bash=5.2').content),
    'models/a.pkl': callPickle(),
  })
  const { layers } = await readImage({ kind: 'path', path }, { findCapable: async () => noneIsCapable })
  assert.deepEqual(layers, [{ index: 0, diffId: undefined, content: readRootfs(path) }])
})

test('files that the file system gives capabilities are told as those of layers are', (t) => {
  const folder = folderWith(t, { 'usr/bin/ping': 'x', 'opt/tool': 'x' })
  const content = readRootfs(folder, {}, { paths: ['opt/tool'] })
  assert.deepEqual(
    [...content.marks].filter(([, mark]) => mark.hasCapabilities === true).map(([path]) => path),
    ['opt/tool'],
  )
  assert.deepEqual(told(readRootfs(folder, {}, { paths: ['opt/gone'] })), [
    'unread-capabilities : Which files of the folder have capabilities is not known: getcap names files that are not there.',
  ])
})

test('that nobody knows of capabilities is a notice', async (t) => {
  const path = folderWith(t, {
    'etc/passwd': '',
    'var/lib/dpkg/status': String(dpkgStatus('bash=5.2').content),
  })
  const findCapable = async (): Promise<CapableFiles> => ({ paths: [], unknown: 'there is no getcap to ask' })
  const report = reportImage({
    reference: 'a',
    ...(await readImage({ kind: 'path', path }, { findCapable })),
  })
  const notice = report.problems.find(({ code }) => code === 'unread-capabilities')
  assert.equal(
    notice?.message,
    'Which files of the folder have capabilities is not known: there is no getcap to ask.',
  )
  const others = report.problems.filter(({ code }) => code === 'unread-capabilities')
  assert.equal(imageExitCode({ ...report, problems: others }, { failOn: 'high', allowsIncomplete: false }), 0)
})

test('what getcap writes is read in its old form and its new one', () => {
  assert.deepEqual(capableIn('./usr/bin/ping cap_net_raw=ep\n./a b/c = cap_chown+i\n'), {
    paths: ['usr/bin/ping', 'a b/c'],
  })
  assert.deepEqual(capableIn('./x cap_chown=ep cap_kill+i\n./y =ep\n'), { paths: ['x', 'y'] })
  assert.deepEqual(capableIn('./odd\n./b cap_kill=p\n'), {
    paths: ['b'],
    unknown: 'not all that getcap says can be read',
  })
  assert.deepEqual(capableIn(''), { paths: [] })
})

test('getcap of this machine tells of real files', async (t) => {
  const folder = folderWith(t, { 'usr/bin/ping': 'x', 'a b/c': 'x', d: 'x' })
  for (const path of ['usr/bin/ping', 'a b/c']) {
    chmodSync(join(folder, path), 0o755)
    const { status } = spawnSync('setcap', ['cap_net_raw,cap_net_admin+ep', join(folder, path)])
    if (status !== 0) return t.skip('nobody may set capabilities here')
  }
  const { paths, unknown } = await capableFiles({ env: process.env })(realpathSync(folder))
  assert.deepEqual([[...paths].sort(), unknown], [['a b/c', 'usr/bin/ping'], undefined])
})
