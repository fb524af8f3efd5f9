// Which Kubernetes a platform is judged as, where only its clusters say so.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'

function cluster(name: string, ...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster" "${name}" {\n  name = "${name}"\n  ${lines.join('\n  ')}\n}\n`
}

function judgedAs(...clusters: readonly string[]): string {
  const { kubernetes } = scan({ documents: [{ path: 'main.tf', text: clusters.join('') }] })
  return `${kubernetes.version}${kubernetes.isAssumed ? ' assumed' : ''}`
}

test('the lowest version of the declared clusters counts', () => {
  assert.equal(judgedAs(cluster('a', 'kubernetes_version = "1.36.1"')), '1.36')
  assert.equal(
    judgedAs(cluster('a', 'kubernetes_version = "1.36"'), cluster('b', 'kubernetes_version = "1.35.4"')),
    '1.35',
  )
  assert.equal(judgedAs(cluster('a', 'kubernetes_version = "1.29"')), '1.29')
})

test('a cluster that does not say may run the oldest that is supported', () => {
  assert.equal(judgedAs(cluster('a')), '1.34 assumed')
  assert.equal(judgedAs(cluster('a', 'kubernetes_version = var.unknown')), '1.34 assumed')
  assert.equal(judgedAs(cluster('a', 'kubernetes_version = "1.36"'), cluster('b')), '1.34 assumed')
  assert.equal(judgedAs(cluster('a', 'kubernetes_version = "1.29"'), cluster('b')), '1.29')
})

test('who states a version knows better', () => {
  const documents = [{ path: 'main.tf', text: cluster('a', 'kubernetes_version = "1.29"') }]
  assert.deepEqual(scan({ documents }, { kubernetesVersion: '1.36' }).kubernetes, {
    version: '1.36',
    isAssumed: false,
  })
})
