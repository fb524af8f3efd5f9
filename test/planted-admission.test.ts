// A policy alone stands between a wrong manifest and the node: each way to make it void costs a depth in drift.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { depthOf, measure, type Scene } from './ladder/measure.ts'
import { rungs } from './ladder/platforms.ts'

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: nothing-of-the-node }
spec:
  failurePolicy: Fail
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
  validations:
    - expression: "!object.spec.?volumes.orValue([]).exists(v, has(v.hostPath))"
    - expression: "!object.spec.?hostPID.orValue(false) && !object.spec.?hostIPC.orValue(false)"
    - expression: "!object.spec.?hostNetwork.orValue(false)"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: nothing-of-the-node }
spec:
  policyName: nothing-of-the-node
  validationActions: [Deny]
  matchResources: { namespaceSelector: { matchExpressions: [{ key: policies, operator: NotIn, values: ['off'] }] } }`

/**
 * Rung 3 of the ladder as root, with a policy in the place of Pod Security: what is handed into a sandbox as it is, paths
 * and namespaces of the node, has nothing else before it.
 */
function scene(edit: (text: string) => string = (text) => text): Scene {
  const rung = rungs.find(({ name }) => name.startsWith('3'))
  assert.ok(rung !== undefined)
  const manifests = rung.manifests
    .replaceAll('enforce: restricted', 'enforce: privileged')
    .replaceAll('runAsNonRoot: true', 'runAsNonRoot: false')
    .replaceAll('runAsUser: 10001', 'runAsUser: 0')
  return { manifests: edit(`${manifests}\n---\n${policy}`), facts: rung.facts }
}

test('a policy that denies is a barrier', () => {
  assert.equal(depthOf(measure(scene()), 'node', 'drift'), 2)
})

const faults: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'lets in what makes it fail': ['failurePolicy: Fail', 'failurePolicy: Ignore'],
  'only audits': ['validationActions: [Deny]', 'validationActions: [Audit]'],
  'only warns': ['validationActions: [Deny]', 'validationActions: [Warn, Audit]'],
  'has no binding': ['policyName: nothing-of-the-node', 'policyName: another'],
  'leaves the namespace out': [
    'pod-security.kubernetes.io/enforce: privileged',
    "pod-security.kubernetes.io/enforce: privileged, policies: 'off'",
  ],
  'is about Deployments': ['resources: [pods]', 'resources: [deployments]'],
  'asks for something else': ['has(v.hostPath)', 'has(v.nfs)'],
}

for (const [name, [from, to]] of Object.entries(faults)) {
  test(`a policy that ${name} is none`, () => {
    const sound = scene()
    const faulty = scene((text) => text.replaceAll(from, to))
    assert.notEqual(faulty.manifests, sound.manifests, 'the fault is planted')
    assert.equal(depthOf(measure(faulty), 'node', 'drift'), 1)
  })
}
