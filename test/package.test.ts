import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { version } from '../src/engine/version.ts'
import * as bulkhead from '../src/public/index.ts'

const root = join(import.meta.dirname, '..')

test('the version is that of package.json', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  assert.equal(version, manifest.version)
})

test('the library exports exactly these names', () => {
  assert.deepEqual(Object.keys(bulkhead).sort(), ['controls', 'scan'])
})

test('lockfiles carry no download addresses', () => {
  for (const path of [
    'package-lock.json',
    'tools/node/package-lock.json',
    'tools/renderers/package-lock.json',
  ]) {
    assert.doesNotMatch(
      readFileSync(join(root, path), 'utf8'),
      /https?:\/\/(?!opencollective|github|www|feross|tidelift|ko-fi|paypal|dotenvx)[^"]*\.tgz/,
    )
  }
})
