// What AKS makes for a managed namespace counts like what a manifest declares: its network policy and its quota.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { report, type Texts } from './breach/azure-route.ts'

function managed(properties: string): string {
  return `resource "azapi_resource" "models" {
  type = "Microsoft.ContainerService/managedClusters/managedNamespaces@2026-05-01"
  name = "models"
  body = { properties = { ${properties} } }
}
`
}

const pod = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { containers: [{ name: server, image: llm }] }
`

/** The verdict of a control about an asset; `pass` where it has no finding. */
function verdictOf(control: string, files: Texts): string {
  return (
    report({ 'pod.yaml': pod, ...files }).findings.find(({ name }) => name === control)?.verdict ?? 'pass'
  )
}

const metadata = 'pod-reaches-instance-metadata'

test('its default policy isolates every pod of the namespace', () => {
  const closed = managed('defaultNetworkPolicy = { ingress = "DenyAll", egress = "DenyAll" }')
  assert.equal(verdictOf(metadata, {}), 'fail')
  assert.equal(verdictOf(metadata, { 'main.tf': closed }), 'pass')
  assert.equal(verdictOf('pod-ingress-open', { 'main.tf': closed }), 'pass')
  assert.equal(
    verdictOf(metadata, { 'main.tf': closed.replace('"models"\n  body', '"other"\n  body') }),
    'fail',
  )
})

test('traffic inside the namespace reaches nothing outside of it', () => {
  const own = managed(
    'defaultNetworkPolicy = { ingress = "AllowSameNamespace", egress = "AllowSameNamespace" }',
  )
  assert.equal(verdictOf(metadata, { 'main.tf': own }), 'pass')
})

test('what it allows to everybody no other policy takes back, and what nobody knows is not known', () => {
  const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: none, namespace: models }
spec: { podSelector: {}, policyTypes: [Egress] }
`
  const open = managed('defaultNetworkPolicy = { ingress = "DenyAll" }')
  assert.equal(verdictOf(metadata, { 'deny.yaml': deny }), 'pass')
  assert.equal(verdictOf(metadata, { 'deny.yaml': deny, 'main.tf': open }), 'fail')
  const hidden = managed('defaultNetworkPolicy = { egress = var.unknown }') + 'variable "unknown" {}\n'
  assert.equal(verdictOf(metadata, { 'main.tf': hidden }), 'unknown')
})

test('its default quota bounds the namespace', () => {
  const bounded = managed('defaultResourceQuota = { cpuLimit = "8000m", memoryLimit = "32Gi" }')
  assert.equal(verdictOf('namespace-without-quota', {}), 'unknown')
  assert.equal(verdictOf('namespace-without-quota', { 'main.tf': bounded }), 'pass')
})

test('where there may be several clusters, nobody knows in which of them it is', () => {
  const closed = managed('defaultNetworkPolicy = { ingress = "DenyAll", egress = "DenyAll" }')
  const clusters = (count: string): string => `resource "azurerm_kubernetes_cluster" "one" {}
resource "azurerm_kubernetes_cluster" "two" {
  count = ${count}
}
variable "unknown" {}
`
  const verdicts = (count: string): readonly string[] => {
    const files = { 'main.tf': closed + clusters(count) }
    return [verdictOf(metadata, files), verdictOf('pod-ingress-open', files)]
  }
  assert.deepEqual(verdicts('0'), ['pass', 'pass'])
  assert.deepEqual(verdicts('1'), ['unknown', 'unknown'])
  assert.deepEqual(verdicts('var.unknown'), ['unknown', 'unknown'])
})

test('one that may not be there is not known either', () => {
  const perhaps = managed('defaultNetworkPolicy = { egress = "DenyAll" }').replace(
    'name =',
    'count = var.unknown\n  name =',
  )
  assert.equal(verdictOf(metadata, { 'main.tf': `${perhaps}variable "unknown" {}\n` }), 'unknown')
})
