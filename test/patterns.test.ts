// Regular expressions that hostile texts could keep busy: none may take more than linear time on what it is given.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { analyse } from 'scslre'

const root = join(import.meta.dirname, '..', 'src')

/** Why a pattern that is slow on some texts never gets them. */
const bounded: Readonly<Record<string, string>> = {
  'images/registry/challenge.ts': 'HTTP clients bound a header to 16 KiB',
  'sources/helm/align.ts': 'lines are cut to 2,000 characters',
  'sources/terraform/text-gaps.ts': 'what both parts match is bounded to 20 dashes',
}

/** A literal behind what no division follows. Good enough to find each: a pattern that was missed is none worse off. */
const literal =
  /(?<=[(,=:[!&|?{;>]\s*|return\s+)\/((?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)(?=\s*[.,;)\]:}\n?|&]|$)/gm

interface Pattern {
  readonly file: string
  readonly source: string
  readonly flags: string
}

function patternsIn(file: string, text: string): readonly Pattern[] {
  return [...text.matchAll(literal)].map(([, source = '', flags = '']) => ({ file, source, flags }))
}

function isSlow({ source, flags }: Pattern): boolean {
  return analyse({ source, flags: flags.replace('d', '') }).reports.length > 0
}

function isPattern({ source, flags }: Pattern): boolean {
  try {
    return new RegExp(source, flags).source !== ''
  } catch {
    return false
  }
}

const patterns = globSync('**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .flatMap((file) => patternsIn(file, readFileSync(join(root, file), 'utf8')))
  .filter(isPattern)

test('no pattern takes more than linear time', () => {
  const slow = patterns.filter((pattern) => !(pattern.file in bounded) && isSlow(pattern))
  assert.deepEqual(slow, [])
})

test('what is said to be bounded would be slow else', () => {
  const slow = new Set(patterns.filter(isSlow).map(({ file }) => file))
  assert.deepEqual(
    Object.keys(bounded).filter((file) => !slow.has(file)),
    [],
  )
})

test('patterns are found where they stand, and planted faults in them', () => {
  assert.ok(patterns.length > 1_000, String(patterns.length))
  const planted = ['const a = /x+$/', 'f(text, /^(?:\\.?[\\w-]+)*$/)', 'return /\\{\\{.*?\\}\\}/g.test(text)']
  assert.equal(planted.flatMap((text) => patternsIn('a.ts', text)).filter(isSlow).length, 3)
  assert.equal(patternsIn('a.ts', 'const a = /^x+$/.test(b)').filter(isSlow).length, 0)
})
