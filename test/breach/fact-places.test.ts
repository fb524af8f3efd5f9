// Ways and barriers that a fact decides stand where the fact was read.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { sharedKernelBarrier } from '../../src/breach/barriers/kernel.ts'
import { moduleLoad } from '../../src/breach/techniques/escape/module-load.ts'
import { firewallBarriers } from '../../src/breach/barriers/outside.ts'
import { groundsOf } from '../../src/breach/map/grounds.ts'
import { processDrain } from '../../src/breach/techniques/resource/process-drain.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'
import { locate, type Origin } from '../../src/model/origin.ts'

const terraform = `resource "azurerm_kubernetes_cluster" "aks" {
  network_profile {
    outbound_type = "none"
  }
  default_node_pool {
    kubelet_config {
      pod_max_pid = 0
    }
  }
}
`

const pod = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { containers: [{ name: server, image: 'registry.example/llm:1' }] }
`

const privileged = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { containers: [{ name: server, image: 'llm:1', securityContext: { privileged: true } }] }
`

const { platform } = readPlatform(
  {
    documents: [
      { path: 'main.tf', text: terraform },
      { path: 'pod.yaml', text: pod },
    ],
  },
  {},
)
const terrain = surveyTerrain(platform, { facts: factsOfAzure(platform), tenants: {} })

function places(evidence: readonly Origin[]): readonly string[] {
  return evidence.map(locate).map(({ file, line }) => `${file}:${line}`)
}

test('processes without bound stand where the pool leaves them so', () => {
  const [first] = groundsOf('container', terrain)
  assert.ok(first !== undefined)
  const found = processDrain.find(first.ground, terrain)
  assert.deepEqual(
    found.map(({ to, evidence }) => [to.kind, places(evidence)]),
    [
      ['drain', ['main.tf:7']],
      ['neighbours', ['main.tf:7']],
    ],
  )
})

test('the egress firewall stands where the cluster asks for it', () => {
  assert.deepEqual(
    firewallBarriers(terrain).map(({ evidence }) => places(evidence)),
    [['main.tf:3']],
  )
})

const read = { evidence: [{ document: { path: 'main.tf', text: terraform }, start: 0, end: 8 }] }

test('what no known flaw holds, and a kernel that takes any module, stand where it was read', () => {
  const facts = { nodeKernel: { value: 'patched', ...read }, secureBoot: { value: 'off', ...read } }
  const told = surveyTerrain(
    readPlatform({ documents: [{ path: 'pod.yaml', text: privileged }] }, {}).platform,
    {
      facts,
      tenants: {},
    },
  )
  assert.deepEqual(
    sharedKernelBarrier(told).map(({ evidence }) => places(evidence)),
    [['main.tf:1']],
  )
  const [first] = groundsOf('container', told)
  assert.ok(first !== undefined)
  assert.deepEqual(
    moduleLoad.find(first.ground, told).map(({ evidence }) => places(evidence).at(-1)),
    ['main.tf:1'],
  )
})
