import assert from 'node:assert/strict'
import { test } from 'node:test'

import { array, assert as assertProperty, constantFrom, property, record } from 'fast-check'

import type { Pod } from '../model/pod.ts'
import type { RoleBinding } from '../model/rbac.ts'
import { parseKubernetes } from '../sources/kubernetes/parse.ts'
import { Inventory } from './inventory.ts'
import { Rights } from './rights.ts'
import { BindingIndex } from './binding-index.ts'

const subject = record({
  kind: constantFrom('ServiceAccount', 'Group', 'User', '{{ .Values.kind }}'),
  name: constantFrom(
    'a',
    'b',
    'default',
    'system:serviceaccounts',
    'system:serviceaccounts:m',
    'system:serviceaccount:m:a',
    'system:anonymous',
    'developers',
    '{{ .Values.name }}',
  ),
  namespace: constantFrom(undefined, 'm', 'n', '{{ .Values.namespace }}'),
})

const binding = record({
  kind: constantFrom('RoleBinding', 'ClusterRoleBinding'),
  namespace: constantFrom('m', 'n'),
  subjects: array(subject, { maxLength: 3 }),
})

function read(object: object): (Pod | RoleBinding)[] {
  return parseKubernetes({ path: 'a.json', text: JSON.stringify(object) }).facts as (Pod | RoleBinding)[]
}

test('no binding that names a pod is left out of its candidates', () => {
  assertProperty(
    property(
      array(binding, { maxLength: 6 }),
      constantFrom('a', 'b', undefined, '{{ .x }}'),
      (bindings, account) => {
        const facts = bindings.flatMap(({ kind, namespace, subjects }, index) =>
          read({
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind,
            metadata: { name: `b${index}`, namespace },
            roleRef: { kind: 'ClusterRole', name: 'view' },
            subjects,
          }),
        )
        const [pod] = read({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p', namespace: 'm' },
          spec: { serviceAccountName: account, containers: [] },
        }) as Pod[]
        assert.ok(pod !== undefined)
        const all = facts as RoleBinding[]
        const candidates = new BindingIndex(all).candidates(pod)
        // Alone on a platform, a binding that the index leaves out must grant nothing.
        for (const each of all.filter((other) => !candidates.includes(other))) {
          const named = all.filter((other) => other === each)
          assert.deepEqual(grantsWithoutIndex(named, pod), [])
        }
      },
    ),
  )
})

/** A pod with a hidden account is compared with every binding: so is this one, by asking for each of its names. */
function grantsWithoutIndex(bindings: readonly RoleBinding[], pod: Pod): readonly unknown[] {
  const widened = bindings.map((each) => ({
    ...each,
    // A group that no pod is in makes the index take the binding for a wide one and changes nothing else.
    subjects: [
      ...each.subjects,
      ...read({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'w' },
        roleRef: {},
        subjects: [{ kind: 'Group', name: 'system:nobody' }],
      }).flatMap((fact) => (fact.asset === 'role-binding' ? fact.subjects : [])),
    ],
  }))
  return new Rights(new Inventory(widened)).grantsOf(pod)
}
