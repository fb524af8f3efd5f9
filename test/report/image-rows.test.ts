// What the section of images says of one that was opened: nothing that was found, or left open, is passed over.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ImageFound } from '../../src/findings/image-rows.ts'
import { imageFaults } from '../../src/report/image-rows.ts'

const sound: ImageFound = {
  flaws: 0,
  fixable: 0,
  exploited: 0,
  lettingIn: 0,
  maliciousModels: 0,
  doubtfulModels: 0,
  secrets: 0,
  isEnded: false,
  startsAsRoot: false,
  isPartial: false,
}

const faultsOf = (found: Partial<ImageFound>): readonly string[] =>
  imageFaults({
    reference: 'registry.bank.example/models/llm:1',
    location: { file: 'pods.yaml', line: 7, column: 1 },
    uses: 1,
    found: { ...sound, ...found },
  })

test('a sound image has no faults', () => {
  assert.deepEqual(faultsOf({}), [])
  assert.deepEqual(faultsOf({ signature: 'pass' }), [])
})

test('flaws are counted, and how many of them have a fix', () => {
  assert.deepEqual(faultsOf({ flaws: 1 }), ['1 known flaw, 0 with a fix'])
  assert.deepEqual(faultsOf({ flaws: 12, fixable: 5, exploited: 1 }), [
    '1 exploited flaw',
    '12 known flaws, 5 with a fix',
  ])
})

test('what nobody could decide is told, too', () => {
  assert.deepEqual(faultsOf({ doubtfulModels: 2, signature: 'unknown' }), [
    '2 doubtful models',
    'signature not verified',
  ])
})
