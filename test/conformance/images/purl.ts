// Package URLs against the tests of their specification, read in place.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { makePurl, parsePurl, writePurl } from '../../../src/images/purl/purl.ts'
import type { Purl } from '../../../src/images/purl/parsed.ts'
import type { Answers, OtherAnswer } from '../answers.ts'
import { shared } from '../suites.ts'

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

const whyDiffers =
  'The tests contradict themselves: keys in capitals are refused for two types and taken for a third; a type that no package manager has holds slashes in names.'

/**
 * How many do not hold: the tests contradict themselves. Keys of qualifiers in capitals are refused for two types and taken
 * for a third; and for the type of Git repositories, which no package manager has, names hold slashes.
 */
const differs: Readonly<Record<string, number>> = {
  'types/gem-test.json': 1,
  'types/git-test.json': 5,
  'types/rpm-test.json': 1,
}

export function purlFiles(): readonly string[] {
  return existsSync(suite) ? globSync('**/*.json', { cwd: suite }).sort() : []
}

export function measurePurl(files: readonly string[] = purlFiles()): Answers {
  const measured = files.map((file) => ({ file, labelled: labelledIn(file) }))
  return {
    suite: 'purl',
    answers: measured.reduce((sum, { labelled }) => sum + labelled.length, 0),
    disagreements: measured.flatMap(({ file, labelled }) => disagreementsOf(file, labelled)),
  }
}

function labelledIn(file: string): readonly Labelled[] {
  const { tests } = JSON.parse(readFileSync(join(suite, file), 'utf8')) as { tests: Labelled[] }
  return tests
}

function disagreementsOf(file: string, labelled: readonly Labelled[]): OtherAnswer[] {
  const wrong = labelled.flatMap((each) => {
    const got = outcomeOf(each)
    const agrees = each.expected_failure ? got === null : isDeepStrictEqual(got, each.expected_output)
    return agrees ? [] : [{ each, got }]
  })
  const isExpected = wrong.length === differs[file]
  return wrong.map(({ each, got }) => ({
    id: `${file}: ${each.description}`,
    expected: each.expected_failure ? 'refused' : JSON.stringify(each.expected_output),
    got: got === null ? 'refused' : JSON.stringify(got),
    differs: isExpected ? whyDiffers : undefined,
  }))
}
