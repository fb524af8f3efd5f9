// What is asked of each tenant, who accepted less, and that it is always printed.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { exceptionsIn, requirementsOf } from '../../src/config/requirements.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import type { Problem } from '../../src/model/problem.ts'
import { defaultDepths } from '../../src/knowledge/required-depths.ts'
import { makeEvidence } from '../../src/report/evidence.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'

const today = '2026-11-30'

function configOf(text: string): Extract<ReturnType<typeof parseConfig>, { kind: 'config' }>['value'] {
  const result = parseConfig({ path: 'bulkhead.yaml', text })
  assert.ok(result.kind === 'config', JSON.stringify(result))
  return result.value
}

function errorsOf(text: string): readonly string[] {
  const result = parseConfig({ path: 'bulkhead.yaml', text })
  return result.kind === 'config'
    ? []
    : result.errors.map(({ message, location }) => `${location.line}: ${message}`)
}

const accepted = '{ value: 1, owner: ops@example.com, until: "2027-03-31", reason: shared caches }'

/** Two tenants in sandboxes that share nodes: caches and buses are all that is left between them. */
const platform = ['acme', 'globex']
  .map(
    (namespace) => `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec:
  runtimeClassName: kata-vm-isolation
  automountServiceAccountToken: false
  containers:
    - name: server
      image: 'registry.example/llm@sha256:${'a'.repeat(64)}'
      resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi } }
      securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-egress, namespace: ${namespace} }
spec: { podSelector: {}, policyTypes: [Egress] }
`,
  )
  .join('---\n')

function scanned(config: string, day: string = today): Report {
  return scan({ documents: [{ path: 'a.yaml', text: platform }] }, { config: configOf(config), today: day })
}

function influenceOf({ breach }: Report): readonly (readonly [string, number])[] {
  return (breach?.footholds ?? []).flatMap(({ tenant, strands }) =>
    strands.filter(({ strand }) => strand === 'influence').map(({ required }) => [tenant, required] as const),
  )
}

/** Without the line breaks of a terminal. */
function terminalText(report: Report): string {
  return renderTerminal(report, { hasColor: false, width: 100, isFull: false, groupBy: 'asset' }).replace(
    /\s+/g,
    ' ',
  )
}

test('a tenant by name comes before a pattern, a pattern before what is asked of all', () => {
  const { depth } = configOf(`depth:
  data: 3
  tenants:
    team-*: { data: 4 }
    team-a: { containment: 1 }
`).config
  const required = requirementsOf(depth, today)
  assert.deepEqual(required.all, { ...defaultDepths, data: 3 })
  assert.deepEqual(required.of('acme'), required.all)
  assert.deepEqual(required.of('team-b'), { ...defaultDepths, data: 4 })
  assert.deepEqual(required.of('team-a'), { ...defaultDepths, data: 3, containment: 1 })
  assert.equal(required.largest, 4)
})

test('what is accepted holds up to its last day, and without a day not at all', () => {
  const { depth } = configOf(
    `depth: { influence: ${accepted}, tenants: { acme: { data: ${accepted} } } }\n`,
  ).config
  const asked = (day: string | undefined): readonly number[] => {
    const { all, of } = requirementsOf(depth, day)
    return [all.influence, all.data, of('acme').influence, of('acme').data]
  }
  assert.deepEqual(asked('2027-03-31'), [1, 2, 1, 1])
  assert.deepEqual(asked('2027-04-01'), [2, 2, 2, 2])
  assert.deepEqual(asked(undefined), [2, 2, 2, 2])
  assert.deepEqual(
    exceptionsIn(depth, '2027-04-01').map((each) => [each.tenant, each.depth, each.usual, each.isOver]),
    [
      [undefined, 'influence', 2, true],
      ['acme', 'data', 2, true],
    ],
  )
})

test('what says what is asked anyway is no exception', () => {
  assert.deepEqual(
    exceptionsIn(
      configOf('depth: { data: 2, influence: 1, tenants: { acme: { influence: 1 } } }\n').config.depth,
      today,
    ).length,
    1,
  )
})

test('misspelt names are errors with the nearest name', () => {
  assert.deepEqual(errorsOf('depth:\n  tenants:\n    acme: { infuence: 1 }\n'), [
    "3: Unknown key 'infuence' in 'depth.tenants.acme'. Did you mean 'influence'?",
  ])
  assert.deepEqual(errorsOf('depth:\n  data: { value: 1, ower: me }\n'), [
    "2: Unknown key 'ower' in 'depth.data'. Did you mean 'owner'?",
  ])
  assert.equal(errorsOf('depth: { data: 5 }\n').length, 1)
  assert.equal(errorsOf('depth: { data: two }\n').length, 1)
})

test('a tenant whom nobody knows leaves the scan incomplete, with the nearest name and the line', () => {
  const strangers = (config: string): readonly Problem[] =>
    scanned(config).problems.filter(({ code }) => code === 'unknown-tenant')
  const [problem] = strangers('depth:\n  tenants:\n    acne: { influence: 1 }\n')
  assert.equal(problem?.code, 'unknown-tenant')
  assert.equal(problem?.message, "No tenant is called 'acne'. Did you mean 'acme'?")
  assert.deepEqual(problem?.location, { file: 'bulkhead.yaml', line: 3, column: 5 })
  assert.deepEqual(strangers('depth: { tenants: { acm*: { influence: 1 } } }\n'), [])
  assert.deepEqual(strangers('tenants: { far: [away] }\ndepth: { tenants: { far: { data: 1 } } }\n'), [])
})

test('each tenant is judged by what is asked of it, and the guarantee by the weakest of them', () => {
  const report = scanned(`depth: { tenants: { acme: { influence: ${accepted} } } }\n`)
  assert.deepEqual(influenceOf(report), [
    ['acme', 1],
    ['globex', 2],
  ])
  const verdicts = report.breach?.footholds.map(
    ({ strands }) => strands.find(({ strand }) => strand === 'influence')?.verdict,
  )
  const whole = report.breach?.strands.find(({ strand }) => strand === 'influence')
  assert.deepEqual(verdicts, ['unproven', 'thin'])
  assert.deepEqual([whole?.verdict, whole?.required], ['thin', 2])
  assert.ok(
    report.breach?.routes.every(
      ({ strand, from, required }) =>
        strand !== 'influence' || (from.startsWith('globex') ? 2 : 1) === required,
    ),
  )
})

test('every report says what is accepted, by whom, until when and why', () => {
  const report = scanned(
    `depth: { tenants: { acme: { influence: ${accepted}, data: 3 }, globex: { data: 1 } } }\n`,
  )
  const sentence =
    'Accepted: isolation: influence 1 instead of 2 for tenant acme, by ops@example.com until 2027-03-31: shared caches'
  const terminal = terminalText(report)
  for (const text of [
    sentence,
    'Asked for: isolation: data 3 instead of 2 for tenant acme Accepted',
    'Accepted: isolation: data 1 instead of 2 for tenant globex, no owner',
  ])
    assert.ok(terminal.includes(text), text)
  assert.ok(renderHtml(report).includes(`<p>${sentence}</p>`))
  assert.match(renderMarkdown(report), /Accepted: isolation: influence 1 instead of 2 for tenant acme/)
  const waivers = makeEvidence(report, { today, commandLine: [] }).get('waivers.csv') ?? ''
  assert.match(waivers, /depth influence 1,acme,bulkhead\.yaml,ops@example\.com,2027-03-31,shared caches/)
  assert.doesNotMatch(waivers, /depth data 3/)
  const late = terminalText(scanned(`depth: { influence: ${accepted} }\n`, '2027-04-01'))
  assert.match(
    late,
    /No longer accepted: isolation: influence 1 instead of 2, by ops@example\.com until 2027-03-31/,
  )
})
