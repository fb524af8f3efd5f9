// `isolate: replica`: the pods of one workload are kept apart from each other like tenants. Depths by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import { whatIf } from '../../src/engine/what-if.ts'
import type { Report } from '../../src/findings/report.ts'
import { registry } from '../../src/controls/registry.ts'
import type { Strand } from '../../src/knowledge/required-depths.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'

interface Workload {
  readonly name?: string
  readonly namespace?: string
  readonly kind?: string
  readonly replicas?: number
  readonly claim?: string
  readonly spec?: string
}

function workload({
  name = 'llm',
  namespace = 'acme',
  kind = 'Deployment',
  replicas,
  claim,
  spec = '',
}: Workload): string {
  const [mount, volume] =
    claim === undefined
      ? ['', '']
      : [
          ', volumeMounts: [{ name: data, mountPath: /data }]',
          `volumes: [{ name: data, persistentVolumeClaim: { claimName: ${claim} } }]`,
        ]
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  ${replicas === undefined ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      automountServiceAccountToken: false
      ${spec}
      ${volume}
      containers: [{ name: server, image: 'registry.example/llm:1', securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true }, resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi } }${mount} }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-egress, namespace: ${namespace} }
spec: { podSelector: {}, policyTypes: [Egress] }
`
}

const facts =
  '{ nodeKernel: patched, containerRuntime: patched, networkPolicy: cilium, imds: blocked, nodeIdentity: scoped, imagePull: scoped, imagePush: none, containerLogs: rotated, podPidsLimit: set, nodePorts: isolated }'

function scanned(texts: readonly string[], isolate: string): Report {
  const config = parseConfig({ path: 'bulkhead.yaml', text: `facts: ${facts}\nisolate: ${isolate}\n` })
  assert.ok(config.kind === 'config', JSON.stringify(config))
  return scan({ documents: [{ path: 'a.yaml', text: texts.join('---\n') }] }, { config: config.value })
}

function depthOf({ breach }: Report, strand: Strand): string {
  const found = breach?.strands.find((each) => each.strand === strand)
  return found === undefined || found.isVacuous
    ? 'not judged'
    : `${found.verdict} ${found.asIs.lower}–${found.asIs.upper}`
}

function depthsOf(report: Report): readonly string[] {
  return [depthOf(report, 'data'), depthOf(report, 'influence')]
}

test('without it replicas are counted and not judged; with it one kernel is between them', () => {
  const texts = [workload({ replicas: 2 })]
  const alone = scanned(texts, 'tenant')
  assert.deepEqual(depthsOf(alone), ['not judged', 'not judged'])
  assert.deepEqual(alone.breach?.replicas, { judged: [], unjudged: ['acme/llm'] })
  const apart = scanned(texts, 'replica')
  assert.deepEqual(depthsOf(apart), ['thin 1–1', 'thin 1–1'])
  assert.deepEqual(apart.breach?.replicas, { judged: ['acme/llm'], unjudged: [] })
  assert.deepEqual(
    apart.breach?.routes.flatMap(({ strand, goal, from }) => (strand === 'data' ? [[goal, from]] : [])),
    [['another replica’s data', 'acme/llm/server']],
  )
})

test('a claim that replicas write to is no wall between them', () => {
  assert.equal(
    depthOf(scanned([workload({ replicas: 2, claim: 'models' })], 'replica'), 'data'),
    'broken 0–0',
  )
})

test('several are what replicas, an autoscaler, a live cluster or nobody says', () => {
  const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: llm, namespace: acme }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: llm }, maxReplicas: 3 }
`
  const live = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: acme, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: llm, controller: true }] }
spec: { containers: [{ name: server, image: 'registry.example/llm:1' }] }
`
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[workload({ replicas: 1 })], []],
    [[workload({})], []],
    [[workload({ replicas: 0 })], []],
    [[workload({ replicas: 3 })], ['acme/llm']],
    [[workload({ kind: 'DaemonSet' })], ['acme/llm']],
    [[workload({}), scaler], ['acme/llm']],
    [[workload({}), scaler.replace('maxReplicas: 3', 'maxReplicas: 1')], []],
    [[live('llm-0')], []],
    [[live('llm-0'), live('llm-1')], ['acme/llm']],
  ]
  for (const [texts, expected] of cases)
    assert.deepEqual(scanned(texts, 'replica').breach?.replicas.judged, expected, texts.join('---\n'))
})

test('only replicas of one workload are kept apart: others of the tenant may reach them', () => {
  const report = scanned(
    [workload({ replicas: 2, claim: 'models' }), workload({ name: 'notebook', claim: 'models' })],
    'replica',
  )
  const data = report.breach?.footholds.map(({ name, strands }) => [
    name,
    strands.find(({ strand }) => strand === 'data')?.verdict,
  ])
  assert.deepEqual(data, [
    ['acme/llm/server', 'broken'],
    ['acme/notebook/server', 'holds'],
  ])
})

test('a tenant may ask for it by name or pattern; all others stay as they are', () => {
  const texts = ['acme', 'globex'].map((namespace) => workload({ namespace, replicas: 2, claim: 'models' }))
  for (const isolate of ['{ acme: replica }', '{ "*": replica, globex: tenant }', '{ ac*: replica }']) {
    const { breach } = scanned(texts, isolate)
    assert.deepEqual(breach?.replicas, { judged: ['acme/llm'], unjudged: ['globex/llm'] })
    const verdicts = breach?.footholds.map(
      ({ strands }) => strands.find(({ strand }) => strand === 'data')?.verdict,
    )
    assert.deepEqual(verdicts, ['broken', 'thin'])
  }
  const [problem] = scanned(texts, '{ acne: replica }').problems.filter(
    ({ code }) => code === 'unknown-tenant',
  )
  assert.equal(problem?.message, "No tenant is called 'acne'. Did you mean 'acme'?")
})

test('a replica is no other tenant: nodes stay the tenant’s own, findings and containers stay as they are', () => {
  const texts = [workload({ replicas: 2, spec: 'nodeSelector: { agentpool: acme }' })]
  const [without, apart] = [scanned(texts, 'tenant'), scanned(texts, 'replica')]
  const nodes = (report: Report): readonly (readonly [string, number])[] =>
    (report.breach?.routes ?? []).flatMap(({ goal, required }) =>
      goal.startsWith('a node') ? [[goal, required]] : [],
    )
  assert.deepEqual(nodes(apart), nodes(without))
  assert.deepEqual(
    apart.findings.map(({ fingerprint }) => fingerprint),
    without.findings.map(({ fingerprint }) => fingerprint),
  )
  assert.deepEqual(
    apart.breach?.footholds.map(({ name }) => name),
    ['acme/llm/server'],
  )
  assert.deepEqual(apart.breach?.tenants, ['acme'])
  assert.deepEqual(depthOf(apart, 'containment'), depthOf(without, 'containment'))
})

test('what to change says that no control keeps replicas off their own claim, and what-if answers for them', () => {
  const texts = [workload({ replicas: 2, claim: 'models' })]
  const unmet = scanned(texts, 'replica').breach?.cut?.unmet ?? []
  assert.ok(unmet.includes('another replica’s data'), unmet.join(', '))
  const config = parseConfig({ path: 'bulkhead.yaml', text: `facts: ${facts}\nisolate: replica\n` })
  assert.ok(config.kind === 'config')
  const passing = registry.filter(({ name }) => name === 'shared-claim-writable')
  const { before } = whatIf(
    { documents: [{ path: 'a.yaml', text: texts.join('') }] },
    { config: config.value },
    { passing, failing: [], facts: {} },
  )
  assert.equal(before.find(({ strand }) => strand === 'data')?.verdict, 'broken')
})

test('every report says which replicas are judged and which are not', () => {
  const report = scanned(
    [workload({ replicas: 2 }), workload({ namespace: 'globex', replicas: 2 })],
    '{ acme: replica }',
  )
  const terminal = renderTerminal(report, {
    hasColor: false,
    width: 200,
    isFull: false,
    groupBy: 'asset',
  }).replace(/\s+/g, ' ')
  for (const text of [terminal, renderMarkdown(report), renderHtml(report)]) {
    assert.match(text, /Replicas of 1 workload are kept apart from each other like tenants\./)
    assert.match(text, /Replicas of 1 workload are not judged against each other/)
  }
})
