// Package URLs against the tests of their specification, read in place.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { makePurl, parsePurl, writePurl } from '../../src/images/purl/purl.ts'
import { measurePurl, purlFiles } from '../conformance/images/purl.ts'

const files = purlFiles()

for (const file of files) {
  test(`${file} holds`, () => {
    assert.deepEqual(
      measurePurl([file]).disagreements.filter(({ differs }) => differs === undefined),
      [],
    )
  })
}

test(
  'the tests of the specification are at hand',
  { skip: files.length > 0 ? false : 'no labelled cases here' },
  () => {
    assert.equal(files.length, 43)
    assert.equal(measurePurl().disagreements.length, 7)
  },
)

test('what is written is read back', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((each) => !each.includes('/') && each.isWellFormed())
  fc.assert(
    fc.property(text, text, fc.option(text), (name, version, namespace) => {
      const purl = makePurl({ type: 'generic', namespace: namespace ?? undefined, name, version })
      assert.ok(purl !== undefined)
      assert.deepEqual(parsePurl(writePurl(purl)), purl)
    }),
  )
})
