// What the section of images says of one that was opened: nothing that was found, or left open, is passed over.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type ImageFound, imageRows } from '../../src/findings/image-rows.ts'
import type { ImageFacts, ImageFlaw } from '../../src/model/image-facts.ts'
import { imageFaults } from '../../src/report/image-rows.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { platformReport } from './reports.ts'

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

const named = {
  reference: 'registry.bank.example/models/llm:1',
  location: { file: 'pods.yaml', line: 7, column: 1 },
  uses: 1,
}

const faultsOf = (found: Partial<ImageFound>): readonly string[] =>
  imageFaults({ ...named, found: { ...sound, ...found } })

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

test('markdown: names the images with faults, and says nothing of images where nobody asked', () => {
  const report = platformReport()
  const images = [
    { ...named, found: { ...sound, maliciousModels: 1 } },
    { ...named, reference: 'sound:1', found: sound },
    { ...named, reference: 'gone:1', unopened: 'The manifest is not there.' },
  ]
  const lines = renderMarkdown({ ...report, images }).split('\n')
  const at = lines.indexOf('### Images (2 opened, 1 not opened)')
  assert.deepEqual(lines.slice(at + 1, at + 5), [
    '',
    '- `registry.bank.example/models/llm:1`: 1 malicious model',
    '- `gone:1`: not opened: The manifest is not there.',
    '',
  ])
  assert.doesNotMatch(renderMarkdown(report), /### Images/)
})

test('what is exploited is counted whether it has a fix or not', () => {
  const flaw = (vulnerability: string, fixed: string | undefined): ImageFlaw => ({
    vulnerability,
    package: 'openssl',
    version: '3.0.1',
    fixed,
    severity: 'high',
    isExploited: true,
    letsIn: 'no',
  })
  const flaws = [flaw('CVE-2026-1', '3.0.2'), flaw('CVE-2026-2', undefined)]
  const image: ImageFacts = {
    reference: '',
    digest: undefined,
    platform: undefined,
    otherPlatforms: [],
    built: undefined,
    isOld: false,
    user: { is: 'other', name: '10001' },
    ports: [],
    entrypoint: [],
    command: [],
    variables: [],
    setIdPrograms: [],
    hasShell: false,
    hasPackageManager: false,
    distribution: undefined,
    flaws,
    models: [],
    secrets: [],
    signature: undefined,
    base: undefined,
    tagDigest: undefined,
    gaps: {},
  }
  const [row] = imageRows([{ ...named, look: { is: 'opened', image } }])
  assert.deepEqual([row?.found?.exploited, row?.found?.fixable], [2, 1])
})
