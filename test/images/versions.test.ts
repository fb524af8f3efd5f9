// The comparisons that osv-scanner's own tests expect, read in place; and what must hold of any order.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { comparisonOf } from '../../src/images/versions/compare.ts'
import type { Compare } from '../../src/images/versions/order.ts'
import { shared } from '../conformance/suites.ts'

const suite = join(shared, 'conformance', 'osv-versions')

const ecosystems: Readonly<Record<string, string>> = {
  alpine: 'Alpine',
  cran: 'CRAN',
  debian: 'Debian',
  hackage: 'Hackage',
  maven: 'Maven',
  nuget: 'NuGet',
  packagist: 'Packagist',
  pub: 'Pub',
  pypi: 'PyPI',
  redhat: 'Red Hat',
  rubygems: 'RubyGems',
  semver: 'npm',
}

function compareOf(ecosystem: string): Compare {
  const compare = comparisonOf(ecosystem)
  assert.ok(compare !== undefined, ecosystem)
  return compare
}

interface Comparison {
  readonly a: string
  readonly sign: string
  readonly b: string
}

function comparisonsIn(file: string): Comparison[] {
  return readFileSync(join(suite, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(?:#|\/\/)/.test(line))
    .map((line) => {
      const [a = '', sign = '', b = ''] = line.trim().split(' ')
      return { a, sign, b }
    })
}

const signs: Readonly<Record<string, number>> = { '<': -1, '=': 0, '>': 1 }

/** Both ways round. */
function holds({ a, sign, b }: Comparison, compare: Compare): boolean {
  const wanted = signs[sign] ?? NaN
  return Math.sign(compare(a, b)) === wanted && Math.sign(compare(b, a)) === 0 - wanted
}

/**
 * What no package is called, and where we follow apk as Alpine 3 ships it (the newest apk orders these another way, as the
 * file says) and rpm itself, for which an empty release is none.
 */
const differs: Readonly<Record<string, readonly string[]>> = {
  'alpine-versions.txt': [
    '1-r-0 < 1-r0',
    '1-r-1 < 1-r0',
    '0.r1 < 0r2',
    '0.8.21.r2 < 0.8.21r2',
    '1.2.0A < 1.2.0d',
    '1.2.0D < 1.2.0d',
    '1 > 1-ruff',
    '1-ruff2 = 1--ruff1',
  ],
  'redhat-versions.txt': ['1 < 1-', '1 < 1-'],
}

for (const file of existsSync(suite) ? readdirSync(suite).filter((name) => name.endsWith('.txt')) : []) {
  test(`every comparison of ${file} holds`, () => {
    const compare = compareOf(ecosystems[file.split('-')[0] ?? ''] ?? '')
    const wrong = comparisonsIn(file).filter((each) => !holds(each, compare))
    assert.deepEqual(
      wrong.map(({ a, sign, b }) => `${a} ${sign} ${b}`),
      differs[file] ?? [],
    )
  })
}

test(
  'the comparisons of osv-scanner are at hand',
  { skip: existsSync(suite) ? false : 'no labelled cases here' },
  () => {
    assert.equal(readdirSync(suite).filter((name) => name.endsWith('.txt')).length, 19)
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
