import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type ParsedConfig, parseConfig } from '../config/parse.ts'
import { registry } from '../controls/registry.ts'
import type { Finding } from '../findings/finding.ts'
import { standingsOf } from '../findings/standing.ts'
import type { Report } from '../findings/report.ts'
import { exitCode } from './exit.ts'
import { scan } from './scan.ts'
import type { ScanOptions } from './scan-input.ts'
import { testExamples } from './test-examples.ts'

const privileged = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec:
  containers:
    - name: server
      image: llm
      securityContext:
        privileged: true
`

function configOf(text: string): ParsedConfig {
  const result = parseConfig({ path: 'bulkhead.yaml', text })
  assert.ok(result.kind === 'config', JSON.stringify(result))
  return result.value
}

function scanText(text: string, options: ScanOptions = {}): Report {
  return scan({ documents: [{ path: 'pod.yaml', text }] }, { today: '2026-11-23', ...options })
}

function finding(report: Report, name: string): Finding | undefined {
  return report.findings.find((each) => each.name === name)
}

describe('a configured waiver', () => {
  const waiver = (more: string): ParsedConfig =>
    configOf(`waivers:\n  - { control: privileged-container, reason: debugging, owner: ann, ${more} }\n`)

  test('waives what matches, with owner and last day', () => {
    const report = scanText(privileged, { config: waiver('until: "2026-12-31", asset: "models/Pod/*"') })
    assert.equal(finding(report, 'privileged-container')?.waived?.owner, 'ann')
    assert.equal(report.counts.waived, 1)
  })

  test('that has run out waives nothing and is a finding', () => {
    const report = scanText(privileged, { config: waiver('until: "2026-11-22"') })
    assert.equal(finding(report, 'privileged-container')?.waived, undefined)
    assert.equal(finding(report, 'waiver-expired')?.location.file, 'bulkhead.yaml')
  })

  test('of another asset is unused, and says so', () => {
    const report = scanText(privileged, { config: waiver('until: "2026-12-31", asset: "other/*"') })
    assert.equal(finding(report, 'privileged-container')?.waived, undefined)
    assert.match(finding(report, 'waiver-unused')?.message ?? '', /waives nothing/)
  })

  test('without a date to judge it by does not hold', () => {
    const { today: _, ...options } = { today: '', config: waiver('until: "2026-12-31"') }
    const report = scan({ documents: [{ path: 'pod.yaml', text: privileged }] }, options)
    assert.equal(finding(report, 'privileged-container')?.waived, undefined)
  })
})

test('what is wrong with a waiver says why and what to do, and breaks no guarantee', () => {
  const text = privileged.replace('privileged: true', 'privileged: false')
  const config = configOf('waivers: [{ control: BH-0101, reason: r, owner: o, until: "2026-12-31" }]')
  const onlyOne = registry.filter(({ id }) => id === 'BH-0101')
  const { findings, controls, guarantees } = scanText(text, { config, controls: onlyOne })
  const [unused] = findings.filter(({ name }) => name === 'waiver-unused')
  assert.ok(controls.some(({ id, remediation }) => id === unused?.control && remediation !== ''))
  const judged = guarantees.filter(({ guarantee }) => onlyOne[0]?.guarantees.includes(guarantee))
  assert.deepEqual([...new Set(judged.map(({ verdict }) => verdict))], ['pass'])
})

describe('a waiver in a comment', () => {
  const comment = '# bulkhead: waive BH-0101 until 2027-01-31 because the driver needs it'

  test('covers its line, the next line, or the document whose head it stands at', () => {
    const onLine = privileged.replace('privileged: true', `privileged: true ${comment}`)
    const above = privileged.replace('        privileged', `        ${comment}\n        privileged`)
    for (const text of [onLine, above, `${comment}\n${privileged}`]) {
      assert.equal(finding(scanText(text), 'privileged-container')?.waived?.source, 'inline', text)
    }
    const elsewhere = privileged.replace('      image', `      ${comment}\n      image`)
    assert.equal(finding(scanText(elsewhere), 'privileged-container')?.waived, undefined)
  })

  test('that is malformed is a finding', () => {
    const report = scanText(`# bulkhead: waive BH-0101 please\n${privileged}`)
    assert.equal(finding(report, 'waiver-malformed')?.location.line, 1)
  })

  test('means nothing where the configuration forbids it', () => {
    const report = scanText(`${comment}\n${privileged}`, { config: configOf('inlineWaivers: false') })
    assert.equal(finding(report, 'privileged-container')?.waived, undefined)
  })

  test('of another tool waives what that tool calls so', () => {
    const checkov = privileged.replace(
      'namespace: models',
      'namespace: models, annotations: { checkov.io/skip1: CKV_K8S_16=driver }',
    )
    const trivy = privileged.replace('privileged: true', 'privileged: true #trivy:ignore:AVD-KSV-0017')
    const linter = privileged.replace(
      'namespace: models',
      'namespace: models, annotations: { ignore-check.kube-linter.io/privileged-container: driver }',
    )
    assert.equal(finding(scanText(checkov), 'privileged-container')?.waived?.source, 'checkov')
    assert.equal(finding(scanText(trivy), 'privileged-container')?.waived?.source, 'trivy')
    assert.equal(finding(scanText(linter), 'privileged-container')?.waived?.source, 'kube-linter')
  })
})

test('a baseline leaves only what is new to the exit code', () => {
  const policy = { failOn: 'critical', isStrict: false, allowsIncomplete: false } as const
  const before = scanText(privileged)
  assert.equal(exitCode(before, policy), 1)
  const baseline = {
    fingerprints: new Set(before.findings.map(({ fingerprint }) => fingerprint)),
    standings: standingsOf(before.breach ?? { strands: [], footholds: [] }),
  }
  const moved = scanText(`\n\n\n${privileged}`, { baseline })
  assert.equal(exitCode(moved, policy), 0)
  assert.deepEqual(moved.baseline, { known: before.findings.length, gone: 0, worse: [], better: [] })
  const second = privileged.replace('name: server', 'name: other')
  assert.equal(exitCode(scanText(second, { baseline }), policy), 1)
})

test('the configuration moves severities and trust', () => {
  const report = scanText(privileged, {
    config: configOf('severities: { BH-0101: low }\nplatform: { namespaces: [models] }'),
  })
  assert.equal(finding(report, 'privileged-container')?.severity, 'low')
  assert.equal(finding(report, 'privileged-container')?.trust, 'platform')
})

test('a control in CEL judges, and what it cannot read is unknown', () => {
  const { controls } = configOf(`controls:
  - id: ACME-1
    name: public-image
    title: Image comes from a public registry
    severity: high
    layer: workload
    guarantees: [containment]
    applies: container
    when: container.role == 'main'
    fail: container.image.startsWith('docker.io/') || container.pod.hostNetwork
    message: The image comes from a public registry.
    rationale: Anyone can push there.
    remediation: Use the company's registry.
    examples:
      fail: ['image: docker.io/a']
      pass: ['image: acme/a']
      unknown: ['image: "{{ .Values.image }}"']
`)
  assert.deepEqual(testExamples(controls), [])
  const wrong = controls.map((control) => ({
    ...control,
    examples: { ...control.examples, pass: ['image: docker.io/b'] },
  }))
  assert.equal(testExamples(wrong as typeof controls).length, 1)
})

test('broken input costs exit code 3, findings come first', () => {
  const policy = { failOn: 'critical', isStrict: false, allowsIncomplete: false } as const
  const broken = 'apiVersion: v1\nkind: Pod\n  spec: ['
  assert.equal(exitCode(scanText(broken), policy), 3)
  assert.equal(exitCode(scanText(broken), { ...policy, allowsIncomplete: true }), 0)
  assert.equal(exitCode(scanText(broken), { ...policy, failOn: 'never' }), 3)
  assert.equal(exitCode(scanText(`${privileged}---\n${broken}`), policy), 1)
})
