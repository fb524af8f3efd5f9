// What the tests of admission share: a namespace with a pod in it, and what stands before a wrong field there.
import assert from 'node:assert/strict'

import { admissionBarriers, type Fault } from '../../src/breach/barriers/admission.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { parseDocuments } from '../../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../../src/knowledge/kubernetes-versions.ts'
import type { Facts } from '../../src/knowledge/platform-facts.ts'
import { link } from '../../src/link/link.ts'

export const privileged: Fault = { rejectedBy: 'baseline', field: 'privileged' }
export const policyOnly = (field: NonNullable<Fault['field']>): Fault => ({ rejectedBy: 'policy', field })

export const namespace = (labels = ''): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: acme, labels: { ${labels} } }`

const pod = `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme, labels: { app: model } }
spec: { containers: [{ name: main, image: models.azurecr.io/llm:1 }] }`

/** The barriers against a fault in namespace acme, with `?` behind those that only may stand. */
export function barriersOf(objects: readonly string[], fault: Fault = privileged, facts: Facts = {}): string {
  const parsed = parseDocuments([{ path: 'cluster.yaml', text: [pod, ...objects].join('\n---\n') }])
  assert.deepEqual(parsed.problems, [])
  const platform = link(parsed.facts, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const barriers = admissionBarriers('acme', fault, surveyTerrain(platform, { facts, tenants: {} }))
  for (const { domain } of barriers) assert.match(domain, /^(admission|api):cluster$/)
  return barriers.map(({ barrier, assumes }) => `${barrier}${assumes === undefined ? '' : '?'}`).join(' ')
}
