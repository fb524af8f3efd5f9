// A rollout replaces every live pod: what names a finding or a position has to outlive it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { reportOf } from '../report/breach-reports.ts'

function livePod(hash: string, suffix: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: llm-${hash}-${suffix}
  namespace: models
  labels: { app: llm, pod-template-hash: ${hash} }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: llm-${hash}, controller: true }]
spec: { containers: [{ name: server, image: 'registry.example/llm:1', securityContext: { capabilities: { drop: [ALL] } } }] }
`
}

function cluster(hash: string, suffixes: readonly string[]): string {
  const others = [
    ['StatefulSet', 'store', 'store-0'],
    ['DaemonSet', 'agent', `agent-${suffixes[0] ?? ''}`],
    ['Node', 'node-1', 'proxy-node-1'],
  ].map(
    ([kind = '', owner = '', name = '']) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: models, ownerReferences: [{ apiVersion: v1, kind: ${kind}, name: ${owner}, controller: true }] }
spec: { containers: [{ name: server, image: registry.example/x:1 }] }
`,
  )
  return [...suffixes.map((suffix) => livePod(hash, suffix)), ...others].join('---\n')
}

const [before, after] = [
  cluster('6d4b7c9f8', ['aaaaa', 'bbbbb', 'ccccc']),
  cluster('58f6d9b7c', ['xxxxx', 'yyyyy', 'zzzzz']),
]

function fingerprints({ findings }: Report): readonly string[] {
  return findings.map(({ fingerprint }) => fingerprint).sort()
}

function positionIds({ breach }: Report): readonly string[] {
  return (breach?.graph?.positions ?? []).map(({ id }) => id).sort()
}

function barrierIds({ breach }: Report): readonly string[] {
  return (breach?.graph?.barriers ?? []).map(({ id }) => id).sort()
}

/** Failure domains that are people. */
function authors({ breach }: Report): readonly string[] {
  const domains = (breach?.graph?.barriers ?? []).map(({ domain }) => domain)
  return [...new Set(domains.filter((domain) => domain.startsWith('authoring:')))].sort()
}

test('findings, positions and footholds are called after what makes the pods', () => {
  const [old, fresh] = [before, after].map((text) => reportOf([{ path: 'live.yaml', text }]))
  assert.ok(old !== undefined && fresh !== undefined)
  assert.deepEqual(fingerprints(fresh), fingerprints(old))
  assert.deepEqual(positionIds(fresh), positionIds(old))
  assert.deepEqual(authors(fresh), authors(old))
  assert.deepEqual(barrierIds(fresh), barrierIds(old))
  assert.ok(authors(fresh).includes('authoring:Deployment/models/llm#2'))
  assert.deepEqual(
    fresh.breach?.footholds.map(({ name }) => name),
    ['models/agent/server', 'models/llm/server', 'models/proxy-node-1/server', 'models/store/server'],
  )
  const containers = positionIds(fresh).filter((id) => id.startsWith('container:'))
  assert.deepEqual(containers, [
    'container:DaemonSet/models/agent/server',
    'container:Deployment/models/llm/server',
    'container:Deployment/models/llm/server#2',
    'container:Pod/models/proxy-node-1/server',
    'container:StatefulSet/models/store/server',
  ])
})

test('every position lies within one that the graph has', () => {
  const graph = reportOf([{ path: 'live.yaml', text: after }]).breach?.graph
  const ids = new Set(graph?.positions.map(({ id }) => id))
  const within = (graph?.positions ?? []).flatMap((position) => position.within ?? [])
  assert.ok(within.includes('pod:Deployment/models/llm#2'))
  assert.deepEqual(
    within.filter((id) => !ids.has(id)),
    [],
  )
})

test('a baseline and a waiver of before hold after the rollout', () => {
  const old = reportOf([{ path: 'live.yaml', text: before }])
  const baseline = { fingerprints: new Set(fingerprints(old)) }
  const config = parseConfig({
    path: 'bulkhead.yaml',
    text: 'waivers: [{ control: memory-limit-missing, asset: models/Deployment/llm, reason: x, owner: me, until: "2027-01-31" }]\n',
  })
  assert.ok(config.kind === 'config')
  const { findings } = scan(
    { documents: [{ path: 'live.yaml', text: after }] },
    { baseline, config: config.value, today: '2026-11-30' },
  )
  assert.deepEqual(
    findings.filter(({ isKnown }) => isKnown !== true),
    [],
  )
  const waived = findings.filter(({ name, asset }) => name === 'memory-limit-missing' && asset.name === 'llm')
  assert.equal(waived.length, 3)
  assert.ok(waived.every((each) => each.waived !== undefined))
})
