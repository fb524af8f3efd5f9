// What Kubernetes’ own admission rejects: Pod Security, quotas, limit ranges.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Fault } from '../../src/breach/barriers/admission.ts'
import { barriersOf, namespace } from './barriers.ts'

test('enforce rejects', () => {
  assert.equal(barriersOf([namespace('pod-security.kubernetes.io/enforce: baseline')]), 'A.psa')
  assert.equal(barriersOf([namespace('pod-security.kubernetes.io/enforce: restricted')]), 'A.psa')
})
test('warn and audit do not', () => {
  const labels = 'pod-security.kubernetes.io/warn: restricted, pod-security.kubernetes.io/audit: restricted'
  assert.equal(barriersOf([namespace(labels)]), '')
})
test('a lower level does not', () => {
  const restricted: Fault = { rejectedBy: 'restricted' }
  assert.equal(barriersOf([namespace('pod-security.kubernetes.io/enforce: baseline')], restricted), '')
})
test('a namespace that is not declared may', () => assert.equal(barriersOf([]), 'A.psa?'))
test('the API server’s default counts where there is no label, its exemptions where there is one', () => {
  const settings = (more: string): string =>
    `apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\n${more}`
  assert.equal(barriersOf([namespace(), settings('defaults: { enforce: baseline }')]), 'A.psa')
  const enforced = namespace('pod-security.kubernetes.io/enforce: baseline')
  assert.equal(barriersOf([enforced, settings('exemptions: { namespaces: [acme] }')]), '')
})

const quota = (hard: string): string =>
  `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: acme }\nspec: { hard: { ${hard} } }`
const memory: Fault = { rejectedBy: 'quota', field: 'memory-limit' }
test('of the very key', () => {
  assert.equal(barriersOf([namespace(), quota('limits.memory: 8Gi')], memory), 'A.quota')
  assert.equal(barriersOf([namespace(), quota('limits.cpu: 8')], memory), '')
})
test('a limit range fills in', () => {
  const range = (item: string): string =>
    `apiVersion: v1\nkind: LimitRange\nmetadata: { name: r, namespace: acme }\nspec: { limits: [${item}] }`
  assert.equal(
    barriersOf([namespace(), range('{ type: Container, default: { memory: 1Gi } }')], memory),
    'A.quota',
  )
  assert.equal(barriersOf([namespace(), range('{ type: Pod, max: { memory: 1Gi } }')], memory), '')
})
