// An image with one layer that no reader gets through: it is told with its place, and all others are reported.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { reportImage } from '../../../src/engine/image.ts'
import { GuardedLayers } from '../../../src/images/layers/read-guarded-layer.ts'
import { readContent } from '../../../src/images/layers/read-layer.ts'
import { readImage } from '../../../src/images/read-image.ts'
import { GuardedReader } from '../../../src/images/workers/read-guarded.ts'
import { usualBounds } from '../../../src/images/workers/read-watch.ts'
import { imageJsonChunks } from '../../../src/report/image/json.ts'
import { debianRelease, dpkgStatus, makeLayer, makeLayout, tarOf } from '../make-image.ts'
import { callPickle } from '../model-files/build.ts'
import { newFolder } from '../../new-folder.ts'

const layers = [
  makeLayer([debianRelease, dpkgStatus('bash=5.2')]),
  makeLayer([{ path: 'srv/note', content: 'in the middle' }]),
  makeLayer([{ path: 'models/a.pkl', content: callPickle() }]),
]
const path = join(newFolder(), 'image.tar')
writeFileSync(path, tarOf(makeLayout(layers)))

const bounds = { ...usualBounds, seconds: 4, heapMegabytes: 64, bufferMegabytes: 64 }

const faults: readonly (readonly [fault: string, reason: string])[] = [
  ['hang', 'reading it took too long'],
  ['fill the heap', 'reading it took too much memory'],
  ['fill buffers', 'reading it took too much memory'],
  ['throw', 'its reader broke down (planted)'],
  ['exit', 'its reader ended before it was done'],
]

for (const [fault, reason] of faults)
  test(`a layer that makes its reader ${fault} costs no other layer`, async () => {
    const module = new URL(`faulty-layers.ts?layer=1&fault=${fault}`, import.meta.url)
    const { readContent } = new GuardedLayers(new GuardedReader(module, bounds))
    const read = await readImage({ kind: 'path', path }, { readContent })
    const { problems, packages, modelFiles } = reportImage({ reference: 'a', ...read })
    assert.deepEqual(
      problems.filter(({ code }) => code === 'given-up').map(({ message }) => message),
      [`The layer was given up, and nothing of it was analysed: ${reason}.`],
    )
    assert.match(JSON.stringify(packages), /"bash"/)
    assert.match(JSON.stringify(modelFiles), /"malicious"/)
  })

test('an image whose layers all take too long is given up before its last', async () => {
  const hanging = new URL('faulty-layers.ts?fault=hang', import.meta.url)
  const impatient = { ...bounds, seconds: 0.2, secondsPerMegabyte: 0 }
  const { readContent } = new GuardedLayers(new GuardedReader(hanging, impatient))
  const many = join(newFolder(), 'image.tar')
  const numbered = Array.from({ length: 6 }, (_, index) => makeLayer([{ path: `${index}`, content: '' }]))
  writeFileSync(many, tarOf(makeLayout(numbered)))
  const read = await readImage({ kind: 'path', path: many }, { readContent })
  assert.deepEqual(
    read.layers.map(({ content }) => /: (.*)\./.exec(content.faults[0]?.message ?? '')?.[1]),
    [
      ...Array<string>(4).fill('reading it took too long'),
      ...Array<string>(2).fill('4 before it took too long'),
    ],
  )
})

test('a report is the same to the byte with a worker and without', async () => {
  const report = async (options: Parameters<typeof readImage>[1]): Promise<string> => {
    const read = await readImage({ kind: 'path', path }, options)
    return [...imageJsonChunks(reportImage({ reference: 'a', ...read }))].join('')
  }
  assert.equal(await report({}), await report({ readContent }))
})
