// What a pull-request gate says: what became worse since an earlier report, and through which route.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { exitCode } from '../../src/engine/exit.ts'
import { scan } from '../../src/engine/scan.ts'
import type { ScanOptions } from '../../src/engine/scan-input.ts'
import { type Standing, compareStandings, standingsOf } from '../../src/findings/standing.ts'
import type { Report } from '../../src/findings/report.ts'
import { loadBaseline } from '../../src/cli/baseline.ts'
import type { World } from '../../src/cli/world.ts'
import { renderAzurePipelines } from '../../src/report/azure-pipelines.ts'
import { renderHtml } from '../../src/report/html.ts'
import { jsonChunks } from '../../src/report/json.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { breachOf, ofFoothold, route, strandOf } from '../report/breaches.ts'

const location = { file: 'a.yaml', line: 1, column: 1 }
const at = (depth: number): { lower: number; upper: number } => ({ lower: depth, upper: depth })
const policy = { failOn: 'high', isStrict: false, allowsIncomplete: true } as const

function pod(namespace: string, fields: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec: { containers: [{ name: server, image: 'registry.example/llm:1', ${fields} }] }
`
}

const quiet = 'securityContext: { runAsNonRoot: true }'
const loud = 'securityContext: { privileged: true }'

function scanned(texts: readonly string[], options: ScanOptions = {}): Report {
  return scan({ documents: [{ path: 'a.yaml', text: texts.join('---\n') }] }, options)
}

/** As the command line reads it: through the JSON report. */
function baselineOf(report: Report): ReturnType<typeof loadBaseline> {
  const text = [...jsonChunks(report)].join('')
  return loadBaseline('before.json', { cwd: '/', readFile: () => text } as Partial<World> as World)
}

test('the same platform is no worse, whatever falls short in it', () => {
  const texts = [pod('acme', loud), pod('globex', quiet)]
  const report = scanned(texts, { baseline: baselineOf(scanned(texts)) })
  assert.deepEqual([report.baseline?.worse, report.baseline?.better], [[], []])
  assert.ok(report.breach?.strands.some(({ verdict }) => verdict === 'broken'))
  assert.equal(exitCode(report, policy), 0)
})

test('less depth for one tenant fails the run, and names tenant, depths and route', () => {
  const before = scanned([pod('acme', quiet), pod('globex', quiet)])
  const report = scanned([pod('acme', quiet), pod('globex', loud)], { baseline: baselineOf(before) })
  const fell = report.baseline?.worse.find(
    ({ strand, tenant }) => strand === 'containment' && tenant === 'globex',
  )
  assert.equal(fell?.verdict, 'broken')
  const shown = report.breach?.routes.find(({ id }) => id === fell?.route)
  assert.deepEqual([shown?.strand, shown?.from], ['containment', 'globex/llm/server'])
  assert.equal(exitCode({ ...report, findings: [] }, policy), 1)
  assert.equal(exitCode(report, { ...policy, failOn: 'never' }), 0)
  const terminal = renderTerminal(report, {
    hasColor: false,
    width: 100,
    isFull: false,
    groupBy: 'asset',
  }).replace(/\s+/g, ' ')
  assert.match(
    terminal,
    /Worse than in the baseline .*✗ Depth of containment for tenant globex fell from 0–1 to 0: broken, 2 required; through route R\d+ to a node\./,
  )
  for (const text of [
    renderMarkdown(report),
    renderHtml(report),
    renderJunit(report),
    renderAzurePipelines(report),
  ])
    assert.match(text, /Depth of containment for tenant globex fell from 0–1 to 0/)
  assert.match(renderJunit(report), /<testcase name="Containment for tenant globex"/)
  assert.match(renderAzurePipelines(report), /^##vso\[task\.logissue type=error;\]Depth of/m)
  const back = scanned([pod('acme', quiet), pod('globex', quiet)], { baseline: baselineOf(report) })
  assert.deepEqual(back.baseline?.worse, [])
  assert.match(
    renderMarkdown(back),
    /No guarantee is worse than in the baseline\n\n[^]*✅ Depth of containment for tenant globex rose from 0 to 0–1\./,
  )
})

test('a tenant that the baseline does not have has to meet what is required', () => {
  const before = scanned([pod('acme', quiet), pod('globex', quiet)])
  const report = scanned([pod('acme', quiet), pod('globex', quiet), pod('initech', loud)], {
    baseline: baselineOf(before),
  })
  const worse = report.baseline?.worse ?? []
  assert.ok(
    worse.some(
      ({ tenant, strand, before: old }) =>
        tenant === 'initech' && strand === 'containment' && old === undefined,
    ),
  )
  assert.match(
    renderMarkdown(report),
    /Containment for tenant initech, whom the baseline does not have, is broken: depth 0 of 2/,
  )
  assert.equal(exitCode({ ...report, findings: [] }, policy), 1)
})

test('a baseline that tells of no depths excuses none', () => {
  const before = scanned([])
  const report = scanned([pod('acme', loud)], { baseline: baselineOf(before) })
  assert.equal(exitCode({ ...report, findings: [] }, policy), 1)
})

function breachWith(
  changes: Parameters<typeof strandOf>[1],
  tenant = 'acme',
): Parameters<typeof compareStandings>[1] {
  const strands = [ofFoothold(strandOf('containment', changes))]
  return breachOf({
    footholds: [
      { name: `${tenant}/a/b`, tenant, location, strands },
      { name: `${tenant}/c/d`, tenant, location, strands: [ofFoothold(strandOf('containment'))] },
    ],
    routes: [
      route({ id: 'R1', strand: 'containment', tenants: ['globex'], depth: at(0) }),
      route({ id: 'R2', strand: 'containment', tenants: ['acme'], depth: at(0) }),
      route({ id: 'R3', strand: 'containment', tenants: ['acme'], depth: at(1) }),
    ],
  })
}

const changesOf = (
  old: Parameters<typeof strandOf>[1],
  now: Parameters<typeof strandOf>[1],
): readonly [number, number] => {
  const { worse, better } = compareStandings(standingsOf(breachWith(old)), breachWith(now))
  return [worse.length, better.length]
}

test('worse is a worse verdict, or less depth at worst or at best, today or after a wrong manifest', () => {
  const holds = { verdict: 'holds', asIs: at(2), drift: at(2) } as const
  const cases: readonly (readonly [
    Parameters<typeof strandOf>[1],
    Parameters<typeof strandOf>[1],
    readonly [number, number],
  ])[] = [
    [holds, holds, [0, 0]],
    [holds, { ...holds, asIs: at(1), verdict: 'thin' }, [1, 0]],
    [holds, { ...holds, drift: at(1), verdict: 'thin' }, [1, 0]],
    [holds, { ...holds, asIs: { lower: 0, upper: 2 }, verdict: 'unproven' }, [1, 0]],
    [{ ...holds, asIs: { lower: 0, upper: 2 }, verdict: 'unproven' }, holds, [0, 1]],
    [
      { ...holds, asIs: { lower: 0, upper: 2 }, verdict: 'unproven' },
      { ...holds, asIs: { lower: 0, upper: 2 }, verdict: 'unproven' },
      [0, 0],
    ],
    [
      { ...holds, asIs: { lower: 0, upper: 2 }, verdict: 'unproven' },
      { ...holds, asIs: at(1), verdict: 'thin' },
      [1, 0],
    ],
    [holds, { ...holds, verdict: 'thin', required: 3 }, [1, 0]],
  ]
  for (const [old, now, expected] of cases)
    assert.deepEqual(changesOf(old, now), expected, JSON.stringify([old, now]))
})

test('the route is one of the tenant, of the depth that it fell to', () => {
  const now = breachWith({ verdict: 'thin', asIs: at(1), drift: at(1) })
  const [worse] = compareStandings(standingsOf(breachWith({})), now).worse
  assert.equal(worse?.route, 'R3')
})

test('who was alone had nothing to lose: isolation counts from the second tenant on', () => {
  const alone: readonly Standing[] = standingsOf(
    breachOf({ strands: [strandOf('data', { isVacuous: true }), strandOf('containment')] }),
  )
  assert.deepEqual(
    alone.map(({ strand }) => strand),
    ['containment'],
  )
})
