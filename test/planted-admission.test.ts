// A policy alone stands between a wrong manifest and the node: each way to make it void costs a depth in drift.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { depthOf, measure, type Scene } from './ladder/measure.ts'
import { rungs } from './ladder/platforms.ts'

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: not-privileged }
spec:
  failurePolicy: Fail
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
  validations:
    - expression: object.spec.containers.all(c, c.?securityContext.?privileged.orValue(false) == false)
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: not-privileged }
spec:
  policyName: not-privileged
  validationActions: [Deny]
  matchResources: { namespaceSelector: { matchExpressions: [{ key: policies, operator: NotIn, values: ['off'] }] } }`

/** Rung 3 of the ladder, with a policy in the place of Pod Security. */
function scene(edit: (text: string) => string = (text) => text): Scene {
  const rung = rungs.find(({ name }) => name.startsWith('3'))
  assert.ok(rung !== undefined)
  const manifests = rung.manifests.replaceAll('enforce: restricted', 'enforce: privileged')
  return { manifests: edit(`${manifests}\n---\n${policy}`), facts: rung.facts }
}

test('a policy that denies is a barrier', () => {
  assert.equal(depthOf(measure(scene()), 'node', 'drift'), 2)
})

const faults: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'lets in what makes it fail': ['failurePolicy: Fail', 'failurePolicy: Ignore'],
  'only audits': ['validationActions: [Deny]', 'validationActions: [Audit]'],
  'only warns': ['validationActions: [Deny]', 'validationActions: [Warn, Audit]'],
  'has no binding': ['policyName: not-privileged', 'policyName: another'],
  'leaves the namespace out': [
    'pod-security.kubernetes.io/enforce: privileged',
    "pod-security.kubernetes.io/enforce: privileged, policies: 'off'",
  ],
  'is about Deployments': ['resources: [pods]', 'resources: [deployments]'],
  'asks for something else': ['privileged.orValue(false)', 'stdin.orValue(false)'],
}

for (const [name, [from, to]] of Object.entries(faults)) {
  test(`a policy that ${name} is none`, () => {
    const sound = scene()
    const faulty = scene((text) => text.replaceAll(from, to))
    assert.notEqual(faulty.manifests, sound.manifests, 'the fault is planted')
    assert.equal(depthOf(measure(faulty), 'node', 'drift'), 1)
  })
}
