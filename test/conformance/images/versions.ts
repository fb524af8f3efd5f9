// The comparisons that osv-scanner's own tests expect, read in place.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { comparisonOf } from '../../../src/images/versions/compare.ts'
import type { Compare } from '../../../src/images/versions/order.ts'
import type { Answers } from '../answers.ts'
import { shared } from '../suites.ts'

const suite = join(shared, 'conformance', 'osv-versions')

export const ecosystems: Readonly<Record<string, string>> = {
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

export function compareOf(ecosystem: string): Compare {
  const compare = comparisonOf(ecosystem)
  if (compare === undefined) throw new Error(`Nothing orders versions of ${ecosystem}.`)
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

const whyDiffers = 'What no package is called, or what apk 2 and rpm itself order another way than the file.'

export function versionFiles(): readonly string[] {
  return existsSync(suite) ? readdirSync(suite).filter((name) => name.endsWith('.txt')) : []
}

/** A comparison that two files have, or one has twice, is two answers. */
export function measureVersions(files: readonly string[] = versionFiles()): Answers {
  const measured = files.map(measureFile)
  return {
    suite: 'osv-versions',
    answers: measured.reduce((sum, { answers }) => sum + answers, 0),
    disagreements: measured.flatMap(({ disagreements }) => disagreements),
  }
}

function measureFile(file: string): Omit<Answers, 'suite'> {
  const compare = compareOf(ecosystems[file.split('-')[0] ?? ''] ?? '')
  const comparisons = comparisonsIn(file)
  const wrong = comparisons.filter((each) => !holds(each, compare))
  return {
    answers: comparisons.length,
    disagreements: wrong.map(({ a, sign, b }) => {
      const told = `${a} ${sign} ${b}`
      const isExpected = differs[file]?.includes(told) === true
      return {
        id: `${file}: ${told}`,
        expected: sign,
        got: String(compare(a, b)),
        differs: isExpected ? whyDiffers : undefined,
      }
    }),
  }
}
