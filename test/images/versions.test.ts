// The comparisons that osv-scanner's own tests expect, read in place; and what must hold of any order.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { compareOf, ecosystems, measureVersions, versionFiles } from '../conformance/images/versions.ts'

const files = versionFiles()

for (const file of files) {
  test(`every comparison of ${file} holds`, () => {
    const { answers, disagreements } = measureVersions([file])
    assert.ok(answers > 0)
    assert.deepEqual(
      disagreements.filter(({ differs }) => differs === undefined),
      [],
    )
  })
}

test(
  'the comparisons of osv-scanner are at hand, and few are answered another way',
  { skip: files.length > 0 ? false : 'no labelled cases here' },
  () => {
    assert.equal(files.length, 19)
    assert.equal(measureVersions().disagreements.length, 10)
  },
)

const version = fc.stringMatching(
  /^v?[0-9]{1,3}(?:[.~:_+-]?(?:[0-9]{1,4}|a|b|rc|dev|post|alpha|r|p|pre|final)){0,6}$/,
)

test('every order is one: the same both ways round, and of three the outer ones follow', () => {
  for (const ecosystem of Object.values(ecosystems)) {
    const compare = compareOf(ecosystem)
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(compare(a, a), 0)
        assert.equal(Math.sign(compare(a, b)), 0 - Math.sign(compare(b, a)))
        if (transitive.has(ecosystem) && compare(a, b) <= 0 && compare(b, c) <= 0)
          assert.ok(compare(a, c) <= 0)
      }),
      { numRuns: 300 },
    )
  }
})

/** Apk, Maven and PHP have no such order for all texts, and are followed in that. */
const transitive: ReadonlySet<string> = new Set([
  'CRAN',
  'Debian',
  'Hackage',
  'NuGet',
  'Pub',
  'PyPI',
  'Red Hat',
  'npm',
])
