import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { jsonChunks } from '../../src/report/json.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { hostileReport, largeReport, platformReport, waivedReport } from './reports.ts'

const published: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8'),
)

const reports = { platform: platformReport(), waived: waivedReport(), hostile: hostileReport() }

for (const [name, report] of Object.entries(reports)) {
  test(`the ${name} report is JSON, whole and valid against its published schema`, () => {
    const { sources: _, ...data } = report
    const parsed: unknown = JSON.parse([...jsonChunks(report)].join(''))
    assert.deepEqual(parsed, JSON.parse(JSON.stringify(data)))
    z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0]).parse(parsed)
  })

  test(`every field of the ${name} report is described: add new ones to src/report/schema.ts`, () => {
    const data: unknown = JSON.parse([...jsonChunks(report)].join(''))
    assert.deepEqual(reportSchema.parse(data), data)
  })
}

test('a wrong report does not pass the published schema', () => {
  const data = JSON.parse([...jsonChunks(reports.platform)].join('')) as { findings: object[] }
  const wrong = { ...data, findings: [{ ...data.findings[0], verdict: 'maybe' }] }
  const schema = z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0])
  assert.equal(schema.safeParse(wrong).success, false)
})

test('a large report comes in pieces, one finding per line', () => {
  const chunks = [...jsonChunks(largeReport(5000))]
  assert.ok(chunks.length > 5)
  const text = chunks.join('')
  assert.equal(text.split('\n').filter((line) => line.startsWith('    {"control"')).length, 5000)
  assert.equal((JSON.parse(text) as { findings: unknown[] }).findings.length, 5000)
})

test('the texts of the sources are no part of it', () => {
  assert.doesNotMatch([...jsonChunks(reports.platform)].join(''), /no control cites this line/)
})
