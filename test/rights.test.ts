// What a pod's identity may do, from manifests to grants: the errors that other tools make are cases here.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { link } from '../src/link/link.ts'
import { valueOf } from '../src/model/known.ts'
import type { Platform } from '../src/model/platform.ts'
import { widestReach } from '../src/model/rbac-match.ts'
import { parseKubernetes } from '../src/sources/kubernetes/parse.ts'

function platformOf(...objects: readonly string[]): Platform {
  const { facts } = parseKubernetes({ path: 'platform.yaml', text: objects.join('\n---\n') })
  return link(facts, { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] })
}

function pod(namespace: string, account: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec: { serviceAccountName: ${account}, containers: [{ name: main, image: llm }] }`
}

function clusterRole(name: string, rest: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name} }
${rest}`
}

function binding(kind: string, roleName: string, subject: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: given, namespace: models }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${roleName} }
subjects: [${subject}]`
}

function matchesOf(platform: Platform): string[] {
  const [first] = platform.all('pod')
  assert.ok(first !== undefined)
  return platform.grantsOf(first).map(({ match, binding: { roleName } }) => `${match} ${valueOf(roleName)}`)
}

test('a RoleBinding to a ClusterRole grants it', () => {
  const account = '{ kind: ServiceAccount, name: model, namespace: models }'
  assert.deepEqual(matchesOf(platformOf(pod('models', 'model'), binding('RoleBinding', 'view', account))), [
    'yes view',
  ])
})

test('a user, a group and a service account of one name are three identities', () => {
  const subjects = ['{ kind: User, name: model }', '{ kind: Group, name: model }']
  for (const subject of subjects)
    assert.deepEqual(
      matchesOf(platformOf(pod('models', 'model'), binding('ClusterRoleBinding', 'view', subject))),
      [],
    )
})

test('a service account of another namespace is another one', () => {
  const account = '{ kind: ServiceAccount, name: model, namespace: other }'
  assert.deepEqual(
    matchesOf(platformOf(pod('models', 'model'), binding('ClusterRoleBinding', 'view', account))),
    [],
  )
})

test('groups and user names of service accounts count', () => {
  const subjects = [
    '{ kind: Group, name: "system:serviceaccounts" }',
    '{ kind: Group, name: "system:serviceaccounts:models" }',
    '{ kind: Group, name: "system:authenticated" }',
    '{ kind: User, name: "system:serviceaccount:models:model" }',
    '{ kind: User, name: "system:anonymous" }',
  ]
  for (const subject of subjects) {
    const platform = platformOf(pod('models', 'model'), binding('ClusterRoleBinding', 'view', subject))
    assert.deepEqual(matchesOf(platform), ['yes view'], subject)
  }
  const other = '{ kind: Group, name: "system:serviceaccounts:other" }'
  assert.deepEqual(
    matchesOf(platformOf(pod('models', 'model'), binding('ClusterRoleBinding', 'view', other))),
    [],
  )
})

test('a subject that cannot be read may be the pod', () => {
  const account = '{ kind: ServiceAccount, name: "{{ .Values.account }}", namespace: models }'
  const platform = platformOf(pod('models', 'model'), binding('ClusterRoleBinding', 'view', account))
  assert.deepEqual(matchesOf(platform), ['unknown view'])
})

test('aggregated cluster roles take over rules by label, also the built-in ones', () => {
  const extra = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: extra, labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }
rules: [{ apiGroups: [example.org], resources: [models], verbs: [delete] }]`
  const own = clusterRole(
    'own',
    'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }] }',
  )
  const account = '{ kind: ServiceAccount, name: model, namespace: models }'
  for (const name of ['own', 'view', 'edit', 'admin']) {
    const platform = platformOf(
      pod('models', 'model'),
      extra,
      own,
      binding('ClusterRoleBinding', name, account),
    )
    const [given] = platform.all('role-binding')
    const role = given === undefined ? undefined : platform.roleOf(given)
    assert.ok(role !== undefined, name)
    const right = { verb: 'delete', group: 'example.org', resource: 'models' }
    assert.equal(widestReach(platform.rulesOf(role), right), 'all', name)
  }
})

test('aggregated cluster roles aggregate further, even in a circle', () => {
  const chained = (name: string, from: string, rules: string): string =>
    clusterRole(
      `${name}, labels: { level: ${name} }`,
      `aggregationRule: { clusterRoleSelectors: [{ matchLabels: { level: ${from} } }] }\nrules: [${rules}]`,
    )
  const platform = platformOf(
    chained('a', 'b', ''),
    chained('b', 'c', ''),
    chained('c', 'a', "{ apiGroups: [''], resources: [secrets], verbs: [get] }"),
  )
  for (const role of platform.all('role'))
    assert.equal(
      widestReach(platform.rulesOf(role), { verb: 'get', group: '', resource: 'secrets' }),
      'all',
      role.name,
    )
})

test('edit reads secrets and mints tokens, view does neither, admin binds roles', () => {
  const reach = (name: string, verb: string, granted: string): string => {
    const [group = '', resource = ''] = granted.split(':')
    const platform = platformOf(binding('ClusterRoleBinding', name, '{ kind: User, name: jo }'))
    const [given] = platform.all('role-binding')
    const role = given === undefined ? undefined : platform.roleOf(given)
    return role === undefined ? 'no role' : widestReach(platform.rulesOf(role), { verb, group, resource })
  }
  assert.equal(reach('edit', 'list', ':secrets'), 'all')
  assert.equal(reach('edit', 'create', ':serviceaccounts/token'), 'all')
  assert.equal(reach('edit', 'impersonate', ':serviceaccounts'), 'all')
  assert.equal(reach('edit', 'get', ':pods/exec'), 'all')
  assert.equal(reach('edit', 'update', ':resourcequotas'), 'none')
  assert.equal(reach('view', 'list', ':secrets'), 'none')
  assert.equal(reach('view', 'list', ':serviceaccounts'), 'all')
  assert.equal(reach('edit', 'create', 'rbac.authorization.k8s.io:rolebindings'), 'none')
  assert.equal(reach('admin', 'create', 'rbac.authorization.k8s.io:rolebindings'), 'all')
  assert.equal(reach('cluster-admin', 'escalate', 'rbac.authorization.k8s.io:clusterroles'), 'all')
  assert.equal(reach('unheard-of', 'get', ':pods'), 'no role')
})

test('a built-in role that is declared with less keeps what Kubernetes gives it back', () => {
  const platform = platformOf(
    clusterRole('cluster-admin', 'rules: []'),
    binding('ClusterRoleBinding', 'cluster-admin', '{ kind: User, name: jo }'),
  )
  const [role] = platform.all('role')
  assert.ok(role !== undefined)
  assert.equal(widestReach(platform.rulesOf(role), { verb: 'get', group: '', resource: 'secrets' }), 'all')
})
