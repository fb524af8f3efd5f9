// Which barriers a step is said to lack: those that could stand there and surely do not.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mapBreaches } from '../../src/breach/map/map.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { missingOn as missingFor } from '../../src/findings/missing-barriers.ts'
import type { FactName } from '../../src/knowledge/platform-facts.ts'
import { terrainOf } from '../ladder/measure.ts'

interface Scene {
  readonly spec?: string
  readonly container?: string
  readonly labels?: string
  readonly other?: string
  readonly facts?: Readonly<Partial<Record<FactName, string>>>
}

/** What a step of a technique lacks that acme may take today, one on its nodes where there is any. */
function missingOn(technique: string, scene: Scene): readonly string[] {
  const { spec = '', container = '', labels = '', other = '', facts = {} } = scene
  const pod = (namespace: string, pods: string, more: string): string => `apiVersion: v1
kind: Namespace
metadata: { name: ${namespace}, labels: { ${labels} } }
---
apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec: { ${pods} containers: [{ name: server, image: llm, ${more} }] }`
  const terrain = terrainOf({
    manifests: `${pod('acme', spec, container)}\n---\n${pod('globex', other, '')}`,
    facts,
  })
  const used = techniques.find(({ id }) => id === technique)
  assert.ok(used !== undefined)
  const steps = mapBreaches(terrain, [used]).steps.filter(
    (each) => each.technique === technique && !each.isDrift && each.from.key.includes('/acme/'),
  )
  const step = steps.find(({ to }) => to.pool !== undefined) ?? steps[0]
  assert.ok(step !== undefined, `no step of ${technique}`)
  return missingFor(terrain)(step, used)
}

test('fixes of the kernel are missing where they are, not where they are there or nobody knows', () => {
  const lacking = (facts: Scene['facts'] = {}): boolean =>
    missingOn('ESC_KERNEL', { facts }).includes('K.patch')
  assert.deepEqual(
    [lacking({ nodeKernel: 'outdated' }), lacking({ nodeKernel: 'patched' }), lacking()],
    [true, false, false],
  )
})

test('a limit that cannot be read is not missing, one that is not there is', () => {
  assert.ok(missingOn('RES_CPU', {}).includes('Q.cpu'))
  const hidden = 'resources: { limits: { cpu: "{{ .Values.cpu }}", memory: 1Gi, ephemeral-storage: 1Gi } }'
  assert.ok(!missingOn('RES_CPU', { container: hidden }).includes('Q.cpu'))
})

test('what Kubernetes has no bound for is not missing', () => {
  const container = 'resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi } }'
  const facts = {
    podPidsLimit: 'set',
    containerLogs: 'bounded',
    nodeKernel: 'patched',
    containerRuntime: 'patched',
    placement: 'free',
  }
  assert.deepEqual(missingOn('DAT_SIDE_CHANNEL', { container, facts }), ['V.node'])
})

test('admission that rejects the field today is not missing, though the pod is from yesterday', () => {
  const container = 'securityContext: { privileged: true }'
  assert.ok(missingOn('ESC_PRIVILEGED', { container }).includes('A.psa'))
  const labels = 'pod-security.kubernetes.io/enforce: baseline'
  assert.ok(!missingOn('ESC_PRIVILEGED', { container, labels }).includes('A.psa'))
})

test('nodes of one’s own are not missing where they are', () => {
  const spec = 'nodeSelector: { tenant: acme },'
  assert.ok(missingOn('RES_CPU', {}).includes('V.node'))
  assert.ok(!missingOn('RES_CPU', { spec, facts: { placement: 'enforced' } }).includes('V.node'))
})
