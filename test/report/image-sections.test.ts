// The images of a scan in every format: each says the same of the same images, and nothing where nobody asked for them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Log } from 'sarif'

import type { ImageFound, ImageRow } from '../../src/findings/image-rows.ts'
import type { Report } from '../../src/findings/report.ts'
import { renderAzurePipelines } from '../../src/report/azure-pipelines.ts'
import { renderHtml } from '../../src/report/html.ts'
import { jsonChunks } from '../../src/report/json.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { platformReport } from './reports.ts'
import { sarifFaults } from './sarif-faults.ts'

const found: ImageFound = {
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
const at = (line: number): Pick<ImageRow, 'location' | 'uses'> => ({
  location: { file: 'pods.yaml', line, column: 1 },
  uses: 1,
})
const images: readonly ImageRow[] = [
  {
    ...at(7),
    reference: 'bank.example/llm:1',
    digest: `sha256:${'ab'.repeat(32)}`,
    found: { ...found, flaws: 3, fixable: 2, exploited: 1, isEnded: true },
  },
  { ...at(17), reference: 'bank.example/gone:1', unopened: 'The registry has no such image.' },
  { ...at(27), reference: 'bank.example/sound:1', found },
]
const faults = ['1 exploited flaw', '3 known flaws, 2 with a fix', 'a distribution without fixes']
const report: Report = { ...platformReport(), images }

const view = { hasColor: false, width: 200, isFull: true, groupBy: 'finding' } as const
const renderers: Readonly<Record<string, (report: Report) => string>> = {
  terminal: (each) => renderTerminal(each, view),
  markdown: renderMarkdown,
  html: renderHtml,
  junit: renderJunit,
  sarif: renderSarif,
  'azure-pipelines': renderAzurePipelines,
}

for (const [format, render] of Object.entries(renderers)) {
  test(`${format} tells every fault of every image that is no finding of its own`, () => {
    const text = render(report)
    for (const told of [
      'bank.example/llm:1',
      ...faults,
      'bank.example/gone:1',
      'The registry has no such image.',
    ])
      assert.ok(text.includes(told), told)
  })

  test(`${format} says nothing of images where nobody asked for them`, () => {
    assert.doesNotMatch(render(platformReport()), /bank\.example|>Images<|name="Images"|^Images/m)
  })
}

test('json has all of them, the sound ones too', () => {
  const { images: told } = JSON.parse([...jsonChunks(report)].join('')) as Report
  assert.deepEqual(told, images)
})

test('junit: a case for each image; one with faults is visible and fails no build by itself', () => {
  const xml = renderJunit(report)
  assert.match(xml, /<testsuite name="Images" tests="3" failures="0" errors="0" skipped="2" time="0">/)
  assert.match(
    xml,
    /<testcase name="bank\.example\/sound:1" classname="bulkhead\.images" file="pods\.yaml" time="0"\/>/,
  )
  assert.match(xml, /<skipped message="not opened: The registry has no such image\.">/)
})

test('sarif: each at the line that names it', () => {
  const log = JSON.parse(renderSarif(report)) as Log
  assert.deepEqual(sarifFaults(log), [])
  const notes = log.runs[0]?.invocations?.[0]?.toolExecutionNotifications ?? []
  assert.deepEqual(
    notes.map(({ level, locations }) => [level, locations?.[0]?.physicalLocation?.region?.startLine]),
    [
      ['note', 7],
      ['note', 17],
    ],
  )
})

test('azure-pipelines: lines of the log, of which none is a command whatever an image is called', () => {
  const hostile = {
    ...report,
    images: images.map((row) => ({ ...row, reference: '\n##vso[task.complete]' })),
  }
  const lines = renderAzurePipelines(hostile).split('\n')
  assert.ok(lines.includes('Images: 2 opened, 1 not opened.'))
  const commands = lines.filter((line) => line.includes('##vso['))
  assert.ok(commands.every((line) => line.startsWith('##vso[task.logissue ')))
})
