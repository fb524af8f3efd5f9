// Layers that were read before: what is told of them is the same, and nothing but what was written is believed.
import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { type LayerCache, openLayerCache } from '../../src/images/layers/read-cache.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { readKnownLayer } from '../../src/images/layers/read-known-layer.ts'
import { type Budget, budgetOfImage } from '../../src/images/model-files/budget.ts'
import type { OpenOptions } from '../../src/images/open/image.ts'
import { readImage } from '../../src/images/read-image.ts'
import { imageJsonChunks } from '../../src/report/image/json.ts'
import {
  addImage,
  debianRelease,
  dpkgStatus,
  type Files,
  makeDockerArchive,
  makeLayer,
  makeLayout,
  sha256,
  tarOf,
} from './make-image.ts'
import { callPickle } from './model-files/build.ts'
import { pull, serve } from './registry.ts'
import { tar } from './tar.ts'
import { newFolder } from '../new-folder.ts'

const token = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345qQ'}`
const layers = [
  makeLayer([debianRelease, dpkgStatus('bash=5.2'), { path: 'srv/token', content: `${token}\n` }]),
  makeLayer([
    { path: 'models/a.pkl', content: callPickle() },
    { path: 'etc/.wh.passwd' },
    { path: 'var/lib/apt/.wh..wh..opq' },
    { path: 'usr/bin/run', content: 'x', mode: 0o4755 },
    { path: 'srv/token', content: 'gone' },
  ]),
]

const folder = newFolder()
const layout = join(folder, 'layout.tar')
writeFileSync(layout, tarOf(makeLayout(layers)))
const archive = join(folder, 'archive.tar')
writeFileSync(archive, makeDockerArchive(layers))

let count = 0

function newCache(mostBytes?: number): { readonly cache: LayerCache; readonly place: string } {
  const above = join(folder, `cache-${count++}`)
  const cache = openLayerCache({
    folder: above,
    version: '1',
    ...(mostBytes === undefined ? {} : { mostBytes }),
  })
  return { cache, place: join(above, 'layers') }
}

async function report(path: string, options: OpenOptions = {}): Promise<string> {
  const read = await readImage({ kind: 'path', path }, options)
  return [...imageJsonChunks(reportImage({ reference: 'a', ...read }))].join('')
}

/** Tells which layers were found. */
function watched(cache: LayerCache): { readonly cache: LayerCache; readonly found: boolean[] } {
  const found: boolean[] = []
  const find = (name: string): ReturnType<LayerCache['find']> => {
    const known = cache.find(name)
    found.push(known !== undefined)
    return known
  }
  return { cache: { ...cache, find }, found }
}

for (const path of [layout, archive])
  test(`a report of known layers is the same to the byte: ${path.endsWith('layout.tar') ? 'a layout' : 'an archive of Docker'}`, async () => {
    const plain = await report(path)
    assert.match(plain, /secret-in-file/)
    assert.match(plain, /"malicious"/)
    const { cache, found } = watched(newCache().cache)
    assert.equal(await report(path, { cache }), plain)
    assert.equal(await report(path, { cache }), plain)
    assert.deepEqual(found, [false, false, true, true])
  })

test('known layers are not asked of a registry again', async (t) => {
  const files: Files = {}
  const { digest } = addImage(files, layers)
  const { host, asked } = await serve(t, { files, tagged: digest })
  const { cache } = newCache()
  const blobs = (): number =>
    asked.filter((each) => layers.some(({ stored }) => each.includes(sha256(stored)))).length
  const first = await pull(`${host}/models/llm:1`, undefined, { cache })
  assert.equal(blobs(), 2)
  assert.deepEqual(await pull(`${host}/models/llm:1`, undefined, { cache }), first)
  assert.equal(blobs(), 2)
})

test('a stored layer holds no secret, and nobody else may read it', async () => {
  const { cache, place } = newCache()
  await report(layout, { cache })
  const names = readdirSync(place)
  assert.equal(names.length, 2)
  assert.equal(statSync(place).mode & 0o777, 0o700)
  for (const name of names) {
    assert.equal(statSync(join(place, name)).mode & 0o777, 0o600)
    assert.ok(!JSON.stringify([...(cache.find(name)?.content.secrets ?? [])]).includes(token))
  }
})

test('what was damaged, cut, exchanged or made writable is read again', async () => {
  const plain = await report(layout)
  const spoil: ((paths: readonly string[]) => void)[] = [
    (paths) => {
      for (const path of paths) {
        const bytes = readFileSync(path)
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        writeFileSync(path, bytes)
      }
    },
    (paths) => {
      for (const path of paths) writeFileSync(path, readFileSync(path).subarray(0, 40))
    },
    (paths) => {
      for (const path of paths) writeFileSync(path, '')
    },
    ([a = '', b = '']) => {
      renameSync(a, `${a}.x`)
      renameSync(b, a)
      renameSync(`${a}.x`, b)
    },
    (paths) => {
      for (const path of paths) chmodSync(path, 0o666)
    },
    (paths) => {
      for (const path of paths) {
        renameSync(path, `${path}.x`)
        symlinkSync(`${path}.x`, path)
      }
    },
  ]
  for (const act of spoil) {
    const { cache: real, place } = newCache()
    await report(layout, { cache: real })
    act(readdirSync(place).map((name) => join(place, name)))
    const { cache, found } = watched(real)
    assert.equal(await report(layout, { cache }), plain)
    assert.deepEqual(found, [false, false])
  }
})

test('other limits, another program and another place among the layers are other contents', async () => {
  const { cache: real, place } = newCache()
  await report(layout, { cache: real })
  const { cache, found } = watched(real)
  await report(layout, { cache, limits: { ...defaultLimits, maxSearched: 0 } })
  await report(layout, { cache: { ...cache, version: '2' } })
  writeFileSync(join(folder, 'turned.tar'), tarOf(makeLayout(layers.toReversed())))
  await report(join(folder, 'turned.tar'), { cache })
  assert.deepEqual(found, [false, false, false, false, false, false])
  assert.equal(readdirSync(place).length, 8)
})

test('a layer that is not what its image names is told each time, and never kept', async () => {
  const { cache, place } = newCache()
  await report(layout, { cache })
  const files = makeLayout(layers)
  const changed = `blobs/sha256/${sha256(layers[0]?.stored ?? Buffer.alloc(0)).slice('sha256:'.length)}`
  assert.ok(changed in files)
  const wrong = join(folder, 'wrong.tar')
  writeFileSync(wrong, tarOf({ ...files, [changed]: makeLayer([debianRelease]).stored }))
  for (const options of [{}, { cache }, { cache }]) assert.match(await report(wrong, options), /wrong-digest/)
  assert.equal(readdirSync(place).length, 2)
})

test('the cache keeps to its size: what was not asked for longest goes first, and nothing of others', async () => {
  const { cache, place } = newCache(1)
  writeFileSync(join(place, 'notes.txt'), 'mine')
  await report(layout, { cache })
  assert.deepEqual(readdirSync(place), ['notes.txt'])
  const roomy = openLayerCache({ folder: join(place, '..'), version: '1' })
  await report(layout, { cache: roomy })
  const names = readdirSync(place).filter((name) => name !== 'notes.txt')
  const [old = '', young = ''] = names
  utimesSync(join(place, old), new Date(0), new Date(0))
  const size = names.reduce((sum, name) => sum + statSync(join(place, name)).size, 0)
  const known = roomy.find(young)
  assert.ok(known)
  openLayerCache({ folder: join(place, '..'), version: '1', mostBytes: Math.round(size * 0.75) }).keep(
    young,
    known,
  )
  assert.deepEqual([existsSync(join(place, old)), existsSync(join(place, young))], [false, true])
})

test('a folder that is none, or a link, is not used', () => {
  writeFileSync(join(folder, 'file'), '')
  assert.throws(() => openLayerCache({ folder: join(folder, 'file'), version: '1' }), /cannot be used/)
  mkdirSync(join(folder, 'linked'))
  mkdirSync(join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'linked', 'layers'))
  assert.throws(() => openLayerCache({ folder: join(folder, 'linked'), version: '1' }), /is no folder/)
})

test('what a layer with models took is known, and one whose models had too little is not kept', async () => {
  const { cache, place } = newCache()
  const content = tar([{ path: 'a.pkl', content: callPickle() }])
  const digest = sha256(content)
  const open = async function* opened(): AsyncGenerator<Buffer> {
    yield content
  }
  const blob = { index: 1, diffId: digest, digest, position: 0, open }
  const read = async (models: Budget): Promise<Budget> => {
    await readKnownLayer(blob, { limits: defaultLimits, models, cache })
    return models
  }
  await read({ ...budgetOfImage(), operations: 1000 })
  assert.deepEqual(readdirSync(place), [])
  const first = await read(budgetOfImage())
  assert.equal(readdirSync(place).length, 1)
  assert.ok(first.operations < budgetOfImage().operations)
  assert.deepEqual(await read(budgetOfImage()), first)
})

test('a cache that somebody takes away meanwhile costs no answer', async () => {
  const { cache, place } = newCache()
  rmSync(place, { recursive: true })
  assert.equal(await report(layout, { cache }), await report(layout))
})
