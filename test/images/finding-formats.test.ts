// What is found in an image, as code scanning, build servers and pull requests read it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Log } from 'sarif'

import { reportImage } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import { readImage } from '../../src/images/read-image.ts'
import { renderImageJunit } from '../../src/report/image/junit.ts'
import { renderImageMarkdown } from '../../src/report/image/markdown.ts'
import { renderImageSarif } from '../../src/report/image/sarif.ts'
import { sarifFaults } from '../report/sarif-faults.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, critical, databaseOf } from './advise.ts'
import { debianRelease, dpkgStatus, makeLayer, makeLayout } from './make-image.ts'
import type { TestContext } from 'node:test'

const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0cD2fG5'}`

/** An image with a flaw that is exploited, one without a fix, a secret in a file, and a hostile name. */
async function report(t: TestContext, reference = 'bank.azurecr.io/llm:1.4'): Promise<ImageReport> {
  const layers = [
    makeLayer([debianRelease, dpkgStatus('bash=5.2', 'curl=8.1')]),
    makeLayer([{ path: 'app/se cret.env', content: `A=1\nTOKEN=${token}\n` }]),
  ]
  const folder = folderWith(t, makeLayout(layers, { config: { Env: [`TOKEN=${token}`] } }))
  const database = databaseOf([
    advisory({ name: 'bash', score: critical, events: [{ introduced: '0' }, { fixed: '6' }] }),
    advisory({ id: 'CVE-2026-0002', name: 'curl', events: [{ introduced: '0' }] }),
    { cveID: 'CVE-2026-0001', dateAdded: '2026-11-01', dueDate: '2026-11-22' },
  ])
  const read = await readImage({ kind: 'path', path: folder }, {})
  return reportImage({ reference, ...read }, { database, today: '2026-11-30' })
}

async function runOf(t: TestContext, reference?: string): Promise<Log['runs'][number]> {
  const [run] = (JSON.parse(renderImageSarif(await report(t, reference))) as Log).runs
  assert.ok(run !== undefined)
  return run
}

test('an image is well-formed SARIF 2.1.0, also where it is called like an attack', async (t) => {
  assert.deepEqual(sarifFaults(JSON.parse(renderImageSarif(await report(t)))), [])
  assert.deepEqual(sarifFaults(JSON.parse(renderImageSarif(await report(t, '../x\u0007[a](b) {0}')))), [])
})

test('every result has a place, a rule that exists, and a fingerprint of its own', async (t) => {
  const { results = [], tool } = await runOf(t)
  const places = results.map(({ ruleId, locations: [at] = [] }) => {
    const { artifactLocation, region } = at?.physicalLocation ?? {}
    return `${ruleId} ${artifactLocation?.uri}:${region?.startLine} ${at?.logicalLocations?.[0]?.fullyQualifiedName}`
  })
  assert.deepEqual(places.slice(0, 5), [
    'CVE-2026-0001 var/lib/dpkg/status:1 bank.azurecr.io/llm:1.4, layer 0',
    'secret-in-config bank.azurecr.io/llm:1 bank.azurecr.io/llm:1.4',
    'CVE-2026-0002 var/lib/dpkg/status:1 bank.azurecr.io/llm:1.4, layer 0',
    'secret-in-file app/se%20cret.env:2 bank.azurecr.io/llm:1.4, layer 1',
    'runs-as-root bank.azurecr.io/llm:1 bank.azurecr.io/llm:1.4',
  ])
  for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId)
  const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.['bulkhead/v1'])
  assert.equal(new Set(fingerprints).size, results.length)
  assert.ok(!JSON.stringify(results).includes(token), 'a secret is never told')
})

test('a rebuilt image keeps its fingerprints', async (t) => {
  const prints = async (reference: string): Promise<unknown> =>
    (await runOf(t, reference)).results?.map(({ partialFingerprints }) => partialFingerprints)
  assert.deepEqual(await prints('bank.azurecr.io/llm:1.5'), await prints('bank.azurecr.io/llm:1.4'))
})

test('what is exploited is an error of the highest rank', async (t) => {
  const { results = [] } = await runOf(t)
  const [first] = results
  assert.deepEqual([first?.ruleId, first?.level, first?.rank], ['CVE-2026-0001', 'error', 100])
  assert.match(
    first?.message.text ?? '',
    /bash 5\.2 has CVE-2026-0001, which is exploited since 2026-11-01.* gone in bash 6/,
  )
})

test('build servers count what is to do', async (t) => {
  const text = renderImageJunit(await report(t))
  assert.match(text, /<testsuite name="Vulnerabilities" tests="2" failures="2" errors="0" skipped="0"/)
  assert.match(text, /<testcase name="bash 5\.2 → 6" classname="bulkhead\.image\.rebuild"/)
  assert.match(text, /<failure message="critical: 1 vulnerability, 1 of them exploited">CVE-2026-0001</)
  assert.match(text, /<testcase name="The image does not say what it runs\."[^>]*>\s*<skipped/)
})

test('pull requests read it as Markdown that nobody can break out of', async (t) => {
  const text = renderImageMarkdown(await report(t, 'a`](http://evil)'))
  assert.match(text, /^## Bulkhead: ``a`\]\(http:\/\/evil\)``\n/)
  assert.match(text, /\*\*2 vulnerabilities, 1 of them exploited\.\*\*/)
  assert.match(
    text,
    /### Rebuild, without cache and on the current base: 1 vulnerability, 1 of them exploited/,
  )
  assert.match(text, /### No fix is known: 1 vulnerability/)
  assert.ok(!text.includes(token))
})
