// What others do to the folder of the cache neither holds a scan up nor ends it.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { openLayerCache } from '../../src/images/layers/read-cache.ts'
import { readImage } from '../../src/images/read-image.ts'
import { debianRelease, makeDockerArchive, makeLayer } from './make-image.ts'
import { newFolder } from '../new-folder.ts'

const module = new URL('../../src/images/layers/read-cache.ts', import.meta.url).href

test(
  'a pipe in place of a layer is none, and nobody waits for it',
  { skip: process.platform === 'win32' },
  () => {
    const folder = newFolder()
    const name = 'a'.repeat(64)
    openLayerCache({ folder, version: '1' })
    execFileSync('mkfifo', ['-m', '600', join(folder, 'layers', name)])
    // Another process: whoever waits for a pipe can do nothing else, and so could not end the test.
    const script = `import { openLayerCache } from ${JSON.stringify(module)}
    process.stdout.write(String(openLayerCache({ folder: ${JSON.stringify(folder)}, version: '1' }).find('${name}')))`
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 10_000,
    })
    assert.deepEqual({ stdout, signal }, { stdout: 'undefined', signal: null })
  },
)

test('an image is read all the same where somebody removes the folder meanwhile', async () => {
  const folder = newFolder()
  const path = join(folder, 'image.tar')
  writeFileSync(path, makeDockerArchive([makeLayer([debianRelease])]))
  const cache = openLayerCache({ folder, version: '1' })
  rmSync(join(folder, 'layers'), { recursive: true })
  const { layers } = await readImage({ kind: 'path', path }, { cache })
  assert.equal(layers.length, 1)
})
