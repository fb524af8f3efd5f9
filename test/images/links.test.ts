// Links in images: what they lead to is read at its own place only, and where nobody reads it that is told.
import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { RootfsReader } from '../../src/images/layers/read-rootfs.ts'
import { folderWith } from '../sources/folder.ts'
import { dpkgStatus } from './make-image.ts'
import { type Member, tar } from './tar.ts'

const pickle = Buffer.from('\x80\x04cos\nsystem\n\x8c\x02id\x85R.', 'latin1')
const weights = 'opt/0123'
const blob = `root/hub/models--a--b/blobs/${'0123456789'.repeat(4)}`

function scanned(members: readonly Member[]): { readonly told: string[]; readonly models: string[] } {
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(tar(members))
  const content = scanner.end(true)
  const layer = { index: 0, diffId: undefined, content }
  const image = { tags: [], annotations: {}, layers: [] }
  const { modelFiles } = reportImage({ reference: 'test', image, layers: [layer] })
  return {
    told: content.faults.map(({ code, path }) => `${code} ${path}`),
    models: modelFiles.map(({ name, verdict }) => `${name} ${verdict}`),
  }
}

function link(path: string, linkPath: string, flag: '1' | '2' = '2'): Member {
  return { path, linkPath, flag }
}

test('a database of packages that a link leads away from its place is told', () => {
  const elsewhere = { ...dpkgStatus('bash=5.2'), path: 'opt/d/status' }
  for (const [path, target] of [
    ['var/lib/dpkg', '/opt/d'],
    ['var/lib/dpkg/status', '../../../opt/d/status'],
    ['var', 'data'],
    ['etc/os-release', '/opt/release'],
  ] as const)
    assert.deepEqual(scanned([link(path, target), elsewhere]).told, [`unreadable ${path}`])
})

test('links of distributions lead to where it is read', () => {
  const usual = [
    link('lib', 'usr/lib'),
    link('etc/os-release', '../usr/lib/os-release'),
    link('var/lib/rpm', '../../usr/lib/sysimage/rpm'),
    link('usr/share/java/a.jar', '/etc/alternatives/a'),
    link('bin', 'usr/bin'),
  ]
  assert.deepEqual(scanned(usual).told, [])
})

test('a model by the name of a link alone is told, unless it was looked into', () => {
  const file = { path: weights, content: pickle }
  for (const flag of ['1', '2'] as const)
    assert.deepEqual(scanned([file, link('opt/m.pkl', `/${weights}`, flag)]).told, ['unreadable opt/m.pkl'])
  const named = { path: 'opt/other.pkl', content: 'N.' }
  assert.deepEqual(scanned([named, link('opt/m.pkl', 'other.pkl')]).told, [])
  const large = { path: weights, content: Buffer.alloc(2 ** 24) }
  assert.deepEqual(scanned([link('opt/m.gguf', `/${weights}`), large]).told, [])
})

test('files of the cache of Hugging Face are looked into by their digests', () => {
  const { told, models } = scanned([
    { path: blob, content: pickle },
    link('root/hub/models--a--b/snapshots/1/m.pkl', `../../blobs/${'0123456789'.repeat(4)}`),
  ])
  assert.deepEqual([told, models], [[], [`${blob} malicious`]])
})

test('a model that is packed, or stored with holes, is not passed over', () => {
  const packed = { path: 'opt/m.pkl.gz', content: pickle }
  const holes = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }
  assert.deepEqual(scanned([packed]).models, ['opt/m.pkl.gz malicious'])
  assert.deepEqual(scanned([{ path: 'opt/m.pkl', content: pickle, pax: holes }]).told, [
    'broken-archive opt/m.pkl',
  ])
})

test('what decides beside a model which code runs with it is looked into in an image, too', () => {
  const template = JSON.stringify({ chat_template: "{{ ''.__class__ }}" })
  assert.deepEqual(
    scanned([
      { path: 'models/llm/tokenizer_config.json', content: template },
      { path: 'models/llm/config.json', content: '{"auto_map":{"AutoModel":"own.Model"}}' },
      { path: 'app/settings.json', content: template },
    ]).models,
    ['models/llm/tokenizer_config.json malicious', 'models/llm/config.json suspicious'],
  )
})

test('a folder of files counts the bytes of its files, and none of what links lead to', (t) => {
  const folder = folderWith(t, { 'app/a.txt': 'four', 'app/b.txt': 'seven..' })
  symlinkSync('a.txt', join(folder, 'app', 'c.txt'))
  assert.deepEqual(
    new RootfsReader({ root: folder, capable: { paths: [] } }, { limits: defaultLimits }).read().counts,
    { entries: 4, bytes: 11 },
  )
})
