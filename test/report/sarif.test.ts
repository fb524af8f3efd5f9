import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ArtifactLocation, Log, Result, Run } from 'sarif'

import type { Report } from '../../src/findings/report.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { attacks, hostileReport, largeReport, platformReport, waivedReport } from './reports.ts'
import { sarifFaults } from './sarif-faults.ts'

function runOf(report: Report): Run {
  const log = JSON.parse(renderSarif(report)) as Log
  const [run] = log.runs
  assert.ok(run !== undefined)
  return run
}

function resultsOf(report: Report): readonly Result[] {
  return runOf(report).results ?? []
}

function artifactOf({ locations = [] }: Result): ArtifactLocation {
  return locations[0]?.physicalLocation?.artifactLocation ?? {}
}

const reports = {
  platform: platformReport(),
  waived: waivedReport(),
  hostile: hostileReport(),
  empty: { ...platformReport(), findings: [], problems: [], controls: [] },
}

for (const [name, report] of Object.entries(reports)) {
  test(`the ${name} report is well-formed SARIF 2.1.0`, () => {
    assert.deepEqual(sarifFaults(JSON.parse(renderSarif(report))), [])
  })
}

test('the checks of SARIF catch planted faults', () => {
  const log = JSON.parse(renderSarif(reports.platform)) as { version: string; runs: { results: object[] }[] }
  assert.ok(sarifFaults({ ...log, version: '2.0.0' }).length > 0)
  const [run] = log.runs
  const result = { ...run?.results[0], level: 'critical', message: {}, note: '' }
  assert.equal(sarifFaults({ ...log, runs: [{ ...run, results: [result] }] }).length, 3)
})

test('every result has a place below the root, a rule that exists, and a fingerprint of its own', () => {
  const run = runOf(reports.hostile)
  const results = run.results ?? []
  const rules = run.tool.driver.rules ?? []
  for (const result of results) {
    const { uri, uriBaseId } = artifactOf(result)
    assert.equal(uriBaseId, '%SRCROOT%')
    assert.match(uri ?? '', /^(?:[\w.~!*'()-]|%[0-9A-F]{2}|\/)+$/)
    assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId)
  }
  const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.['bulkhead/v1'])
  assert.equal(new Set(fingerprints).size, attacks.length)
})

test('fingerprints survive a move to another line', () => {
  const moved = reports.platform.findings.map((each) => ({
    ...each,
    location: { ...each.location, line: each.location.line + 7 },
  }))
  const prints = (report: Report): unknown => resultsOf(report).map((each) => each.partialFingerprints)
  assert.deepEqual(prints({ ...reports.platform, findings: moved }), prints(reports.platform))
})

test('what cannot be told is open, and no failure', () => {
  const open = resultsOf(reports.platform).filter(({ kind }) => kind === 'open')
  assert.ok(open.length > 0)
  assert.ok(open.every(({ level }) => level === 'none'))
})

test('a waived finding is suppressed with its reason, all others say that they are not', () => {
  const suppressed = resultsOf(reports.waived).filter(({ suppressions }) => suppressions?.length !== 0)
  assert.equal(suppressed.length, 1)
  const [suppression] = suppressed[0]?.suppressions ?? []
  assert.equal(suppression?.kind, 'external')
  assert.match(suppression?.justification ?? '', /dedicated pool/)
})

test('what was not analysed makes the invocation unsuccessful and is a notification', () => {
  const [invocation] = runOf(reports.platform).invocations ?? []
  assert.equal(invocation?.executionSuccessful, false)
  const notifications = invocation?.toolConfigurationNotifications ?? []
  assert.ok(
    notifications.some(({ level, descriptor }) => level === 'error' && descriptor?.id === 'broken-syntax'),
  )
})

test('hostile text makes neither link nor placeholder', () => {
  for (const { message } of resultsOf(reports.hostile)) {
    assert.doesNotMatch(message.text ?? '', /\]\(|\{\d+\}|\u001b|##vso/)
  }
})

test('a run is cut at the limit of GitHub, the slightest first, and says so', () => {
  const large = largeReport(25_010)
  const slight = large.findings.map((each, index) => ({
    ...each,
    severity: index < 20 ? ('low' as const) : each.severity,
  }))
  const run = runOf({ ...large, findings: slight })
  assert.equal(run.results?.length, 25_000)
  assert.equal(run.results?.filter(({ rank }) => rank === 20).length, 10)
  const [first] = run.invocations?.[0]?.toolConfigurationNotifications ?? []
  assert.match(first?.message.text ?? '', /^10 of 25010 findings are left out/)
})

test('rules say how grave they are, and help in Markdown', () => {
  const rules = runOf(reports.platform).tool.driver.rules ?? []
  const privileged = rules.find(({ name }) => name === 'privileged-container')
  assert.ok(Number(privileged?.properties?.['security-severity']) > 9)
  assert.match(privileged?.help?.markdown ?? '', /\*\*What to do\.\*\*/)
  assert.ok(rules.every(({ properties }) => (properties?.tags?.length ?? 0) <= 20))
})
