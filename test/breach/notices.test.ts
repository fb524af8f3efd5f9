// What the owner says of a platform and what the platform says itself.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import type { ProblemCode } from '../../src/model/problem.ts'

function scanned(manifests: string, configuration: string): Report {
  const config = parseConfig({ path: 'bulkhead.yaml', text: configuration })
  assert.ok(config.kind === 'config', JSON.stringify(config))
  return scan({ documents: [{ path: 'platform.yaml', text: manifests }] }, { config: config.value })
}

/** Where and what, without the remedy. */
function noticesIn({ problems }: Report, code: ProblemCode): readonly string[] {
  return problems
    .filter((each) => each.code === code)
    .map(({ location, message }) => `${location.file}:${location.line} ${message}`)
}

const claim = (fact: string, value: string): string =>
  `facts: { ${fact}: { value: ${value}, owner: security@example.com, date: 2026-11-02 } }`

describe('a fact that the input denies', () => {
  const agent = (tolerations: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: acme }
spec:
  selector: {}
  template:
    spec: { tolerations: ${tolerations}, containers: [{ name: agent, image: agent }] }`

  test('is told with the place that denies it, and counts no more', () => {
    const report = scanned(agent('[{ operator: Exists }]'), claim('placement', 'enforced'))
    assert.deepEqual(noticesIn(report, 'fact-denied'), [
      'platform.yaml:7 The fact placement is claimed otherwise, but DaemonSet acme/agent, which runs on any node whatever its taints, shows that it is free.',
    ])
    assert.equal(report.breach?.facts.find(({ fact }) => fact === 'placement')?.denied, 'free')
  })

  test('is no fact that says as much', () => {
    const report = scanned(agent('[{ operator: Exists }]'), claim('placement', 'free'))
    assert.deepEqual(noticesIn(report, 'fact-denied'), [])
  })

  test('is not denied by who tolerates certain taints', () => {
    const report = scanned(agent('[{ key: gpu, operator: Exists }]'), claim('placement', 'enforced'))
    assert.deepEqual(noticesIn(report, 'fact-denied'), [])
    assert.equal(report.breach?.facts.find(({ fact }) => fact === 'placement')?.denied, undefined)
  })

  test('of the container runtime is denied by a node', () => {
    const node = `apiVersion: v1
kind: Node
metadata: { name: node-1 }
status: { nodeInfo: { containerRuntimeVersion: containerd://1.7.20 } }`
    const report = scanned(`${node}\n---\n${agent('[]')}`, claim('containerRuntime', 'patched'))
    assert.deepEqual(noticesIn(report, 'fact-denied'), [
      'platform.yaml:4 The fact containerRuntime is claimed otherwise, but the container runtime of node node-1 shows that it is outdated.',
    ])
  })
})

describe('a namespace of a tenant that nothing was read of', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: acme-prod }
spec: { containers: [{ name: server, image: llm }] }`

  test('is told with its place in the configuration, and what may be meant', () => {
    const report = scanned(pod, 'tenants:\n  acme:\n    - acme-prod\n    - acme-prd\n')
    assert.deepEqual(noticesIn(report, 'no-such-namespace'), [
      "bulkhead.yaml:4 Nothing of namespace acme-prd was read, which tenant acme is said to have. Did you mean 'acme-prod'?",
    ])
  })

  test('is told of code that is said to be untrusted, also where no other is', () => {
    const own = pod.replace('acme-prod', 'kubeflow')
    assert.deepEqual(noticesIn(scanned(own, 'untrusted: { namespaces: [kubeflw] }'), 'no-such-namespace'), [
      "bulkhead.yaml:1 Nothing of namespace kubeflw was read, which is said to hold untrusted code. Did you mean 'kubeflow'?",
    ])
    assert.deepEqual(
      noticesIn(scanned(own, 'untrusted: { namespaces: [kubeflow] }'), 'no-such-namespace'),
      [],
    )
  })

  test('is none where it is declared without pods', () => {
    const declared = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: acme-test }'
    const report = scanned(`${pod}\n---\n${declared}`, 'tenants: { acme: [acme-prod, acme-test] }')
    assert.deepEqual(noticesIn(report, 'no-such-namespace'), [])
  })
})
