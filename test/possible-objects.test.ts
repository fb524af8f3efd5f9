// What may not be there holds nobody for sure.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'

const pod = `resource "kubernetes_pod_v1" "llm" {
  metadata {
    name = "llm"
    namespace = "models"
  }
  spec {
    container {
      name = "llm"
      image = "llm"
    }
  }
}
variable "on" {}
`
const policy = (count: string): string => `resource "kubernetes_network_policy_v1" "deny" {
  ${count}
  metadata {
    name = "deny"
    namespace = "models"
  }
  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
  }
}
`

function verdictOf(text: string, control: string): string {
  const { findings } = scan({ documents: [{ path: 'main.tf', text }] })
  return findings.find(({ name, asset }) => name === control && asset.name === 'llm')?.verdict ?? 'pass'
}

const control = 'pod-without-network-policy'

test('a pod whose only policy may not be there has one for nobody to know', () => {
  assert.equal(verdictOf(pod + policy(''), control), 'pass')
  assert.equal(verdictOf(pod + policy('count = var.on ? 1 : 0'), control), 'unknown')
  assert.equal(verdictOf(pod, control), 'fail')
})

const ciliumPolicy = (count: string): string => `resource "kubernetes_manifest" "deny" {
  ${count}
  manifest = {
    apiVersion = "cilium.io/v2"
    kind = "CiliumNetworkPolicy"
    metadata = { name = "deny", namespace = "models" }
    spec = { endpointSelector = {}, ingress = [{}], egress = [{}] }
  }
}
`

test('so it is with policies of Cilium', () => {
  assert.equal(verdictOf(pod + ciliumPolicy(''), control), 'pass')
  assert.equal(verdictOf(pod + ciliumPolicy('count = var.on ? 1 : 0'), control), 'unknown')
})

const namespace = (count: string): string => `resource "kubernetes_namespace_v1" "models" {
  ${count}
  metadata {
    name = "models"
    labels = { "pod-security.kubernetes.io/enforce" = "restricted" }
  }
}
`

test('labels of a namespace that may be made elsewhere are unknown', () => {
  const verdict = (text: string): string =>
    scan({ documents: [{ path: 'main.tf', text }] }).findings.find(
      ({ name }) => name === 'pod-security-not-enforced',
    )?.verdict ?? 'pass'
  assert.equal(verdict(pod + namespace('')), 'pass')
  assert.equal(verdict(pod + namespace('count = var.on ? 1 : 0')), 'unknown')
})
