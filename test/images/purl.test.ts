// Package URLs against the tests of their specification, read in place.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { makePurl, parsePurl, type Purl, writePurl } from '../../src/images/purl/purl.ts'
import { shared } from '../conformance/suites.ts'

const suite = join(shared, 'conformance', 'purl', 'tests')

interface Parts {
  readonly type: string | null
  readonly namespace: string | null
  readonly name: string | null
  readonly version: string | null
  readonly qualifiers: Readonly<Record<string, string>> | null
  readonly subpath: string | null
}

interface Labelled {
  readonly description: string
  readonly test_type: 'parse' | 'build' | 'validate'
  readonly input: string | Parts
  readonly expected_output: string | Parts | null
  readonly expected_failure: boolean
}

function plain(purl: Purl): Parts {
  const { type, namespace, name, version, qualifiers, subpath } = purl
  return {
    type,
    namespace: namespace ?? null,
    name,
    version: version ?? null,
    qualifiers: Object.keys(qualifiers).length === 0 ? null : qualifiers,
    subpath: subpath ?? null,
  }
}

function build({ type, namespace, name, version, qualifiers, subpath }: Parts): Purl | undefined {
  return makePurl({
    type: type ?? '',
    namespace: namespace ?? undefined,
    name: name ?? '',
    version: version ?? undefined,
    qualifiers: qualifiers ?? {},
    subpath: subpath ?? undefined,
  })
}

function outcomeOf({ test_type: kind, input }: Labelled): unknown {
  const purl = typeof input === 'string' ? parsePurl(input) : build(input)
  if (purl === undefined) return null
  return kind === 'parse' ? plain(purl) : writePurl(purl)
}

/** Equal, whatever the order of keys. */
function isEqual(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b)
    return true
  } catch {
    return false
  }
}

/**
 * How many do not hold: the tests contradict themselves. Keys of qualifiers in capitals are refused for two types and taken
 * for a third; and for the type of Git repositories, which no package manager has, names hold slashes.
 */
const differs: Readonly<Record<string, number>> = {
  'types/gem-test.json': 1,
  'types/git-test.json': 5,
  'types/rpm-test.json': 1,
}

for (const file of existsSync(suite) ? globSync('**/*.json', { cwd: suite }).sort() : []) {
  test(`${file} holds`, () => {
    const { tests } = JSON.parse(readFileSync(join(suite, file), 'utf8')) as { tests: Labelled[] }
    const wrong = tests.filter((each) => {
      const got = outcomeOf(each)
      return each.expected_failure ? got !== null : !isEqual(got, each.expected_output)
    })
    assert.equal(wrong.length, differs[file] ?? 0, JSON.stringify(wrong))
  })
}

test(
  'the tests of the specification are at hand',
  { skip: existsSync(suite) ? false : 'no labelled cases here' },
  () => {
    assert.equal(globSync('**/*.json', { cwd: suite }).length, 43)
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
