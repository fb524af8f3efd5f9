// What an account may do, against the RBAC authorizer written down once more as plainly as it can be.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import * as fc from 'fast-check'

import { type Permission } from '../../src/breach/steps/permission.ts'
import { everywhere } from '../../src/breach/steps/position.ts'
import { linkRights } from '../../src/breach/accounts/rights.ts'
import { link } from '../../src/link/link.ts'
import type { Platform } from '../../src/model/platform.ts'
import { needsClusterBinding, type Right } from '../../src/model/rbac-match.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

const group = 'rbac.authorization.k8s.io'

interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames: readonly string[]
}

/** A role with its binding: across the cluster, or in one namespace. */
interface Given {
  readonly namespace: string | undefined
  readonly rules: readonly Rule[]
}

interface Request extends Right {
  /** Empty for what lives outside namespaces. */
  readonly namespace: string
  /** Empty where the request names no object. */
  readonly name: string
}

const words = (...all: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3 })

const rules: fc.Arbitrary<Rule> = fc.record({
  verbs: words('get', 'list', 'create', 'delete', '*'),
  apiGroups: words('', 'apps', '*'),
  resources: words('pods', 'pods/exec', 'nodes', 'namespaces', 'deployments', '*', '*/exec'),
  resourceNames: fc.oneof(fc.constant([]), words('one', 'two')),
})

const givens: fc.Arbitrary<Given[]> = fc.array(
  fc.record({
    namespace: fc.constantFrom(undefined, 'a', 'b'),
    rules: fc.array(rules, { maxLength: 3 }),
  }),
  { maxLength: 4 },
)

const requests: readonly Request[] = ['get', 'list', 'create', 'delete'].flatMap((verb) =>
  [
    { group: '', resource: 'pods' },
    { group: '', resource: 'pods/exec' },
    { group: '', resource: 'nodes' },
    { group: 'apps', resource: 'deployments' },
  ].flatMap(({ group: apiGroup, resource }) =>
    (resource === 'nodes' ? [''] : ['a', 'b', 'c']).flatMap((namespace) =>
      namesFor(verb, resource).map((name) => ({ verb, group: apiGroup, resource, namespace, name })),
    ),
  ),
)

/** Creation of a whole object names none; a subresource and a deletion are of a named one. */
function namesFor(verb: string, resource: string): readonly string[] {
  if (verb === 'create' && !resource.includes('/')) return ['']
  return verb === 'list' ? ['', 'one', 'two', 'three'] : ['one', 'two', 'three']
}

function isAllowed(
  { verb, group: apiGroup, resource, namespace, name }: Request,
  given: readonly Given[],
): boolean {
  const has = (list: readonly string[], ...wanted: readonly string[]): boolean =>
    wanted.some((word) => list.includes(word))
  const [, sub] = resource.split('/')
  return given
    .filter((each) => each.namespace === undefined || each.namespace === namespace)
    .flatMap((each) => each.rules)
    .some(
      (rule) =>
        has(rule.verbs, '*', verb) &&
        has(rule.apiGroups, '*', apiGroup) &&
        has(rule.resources, '*', resource, ...(sub === undefined ? [] : [`*/${sub}`])) &&
        (rule.resourceNames.length === 0 || rule.resourceNames.includes(name)),
    )
}

const account = { kind: 'ServiceAccount', name: 'bot', namespace: 'a' }

function objectsOf(given: readonly Given[]): string {
  return given
    .flatMap(({ namespace, rules: list }, index) => {
      const kind = namespace === undefined ? 'ClusterRole' : 'Role'
      const metadata = { name: `r${index}`, ...(namespace === undefined ? {} : { namespace }) }
      return [
        { apiVersion: `${group}/v1`, kind, metadata, rules: list },
        {
          apiVersion: `${group}/v1`,
          kind: `${kind}Binding`,
          metadata,
          roleRef: { apiGroup: group, kind, name: `r${index}` },
          subjects: [account],
        },
      ]
    })
    .map((object) => JSON.stringify(object))
    .join('\n---\n')
}

function platformOf(text: string): Platform {
  const { facts } = parseKubernetes({ path: 'platform.yaml', text })
  return link(facts, { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] })
}

function permissionsIn(text: string, ...rights: readonly Right[]): readonly Permission[] {
  const platform = platformOf(text)
  return linkRights(platform)({ grants: platform.grantsOfAccount('a', 'bot') }).anyOf(rights)
}

/** Whether permissions let a request through. */
function covers(permissions: readonly Permission[], { namespace, name }: Request): boolean {
  return permissions.some(
    ({ scope, names, assumes }) =>
      assumes === undefined &&
      [everywhere, namespace].includes(scope) &&
      (names === undefined || (name !== '' && names.includes(name))),
  )
}

test('permissions allow exactly what the authorizer allows', () => {
  fc.assert(
    fc.property(givens, (given) => {
      const text = objectsOf(given)
      const platform = platformOf(text)
      const { anyOf } = linkRights(platform)({ grants: platform.grantsOfAccount('a', 'bot') })
      for (const request of requests)
        assert.equal(covers(anyOf([request]), request), isAllowed(request, given), JSON.stringify(request))
    }),
    { numRuns: 300 },
  )
})

test('one namespace is changed by who may in it, and by nobody from another', () => {
  const right = { verb: 'patch', group: '', resource: 'namespaces' }
  assert.ok(!needsClusterBinding(right))
  const found = permissionsIn(
    objectsOf([
      {
        namespace: 'a',
        rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }],
      },
    ]),
    right,
  )
  assert.deepEqual(
    found.map(({ scope }) => scope),
    ['a'],
  )
})

const rule = (verbs: string, resources: string, ...resourceNames: readonly string[]): Rule => ({
  verbs: verbs.split(' '),
  apiGroups: [group],
  resources: resources.split(' '),
  resourceNames,
})
const others = `
---
{ apiVersion: ${group}/v1, kind: ClusterRole, metadata: { name: runner }, rules: [{ apiGroups: [''], resources: [pods/exec], verbs: [create] }] }
---
{ apiVersion: ${group}/v1, kind: ClusterRole, metadata: { name: binder }, rules: [{ apiGroups: [${group}], resources: [clusterroles], resourceNames: [runner], verbs: [bind] }] }
---
{ apiVersion: ${group}/v1, kind: Role, metadata: { name: reader, namespace: b }, rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }] }`
const exec = { verb: 'create', group: '', resource: 'pods/exec' }
const secrets = { verb: 'get', group: '', resource: 'secrets' }
const scopes = (given: readonly Given[], right: Right): readonly string[] =>
  permissionsIn(objectsOf(given) + others, right).map(({ scope }) => scope)

describe('roles that an account binds to itself', () => {
  test('give it their rights where it may bind them', () => {
    const bind = [rule('bind', 'clusterroles', 'runner')]
    const across = [...bind, rule('create', 'clusterrolebindings')]
    const inside = [...bind, rule('create', 'rolebindings')]
    assert.deepEqual(scopes([{ namespace: undefined, rules: across }], exec), [everywhere])
    assert.deepEqual(scopes([{ namespace: undefined, rules: inside }], exec), [everywhere])
    assert.deepEqual(scopes([{ namespace: 'b', rules: inside }], exec), ['b'])
    assert.deepEqual(scopes([{ namespace: 'b', rules: across }], exec), [])
    assert.deepEqual(scopes([{ namespace: 'b', rules: bind }], exec), [])
  })

  test('may hand out more', () => {
    const given = [rule('bind', 'clusterroles', 'binder'), rule('create', 'clusterrolebindings')]
    assert.deepEqual(scopes([{ namespace: undefined, rules: given }], exec), [everywhere])
  })

  test('are those of the namespace, for `bind` on roles', () => {
    const given = [rule('bind', 'roles'), rule('create', 'rolebindings')]
    assert.deepEqual(scopes([{ namespace: undefined, rules: given }], secrets), ['b'])
    assert.deepEqual(scopes([{ namespace: 'a', rules: given }], secrets), [])
  })

  test('are no others where it may only change bindings that are there', () => {
    const given = [rule('bind', 'clusterroles'), rule('patch', 'rolebindings')]
    assert.deepEqual(scopes([{ namespace: 'b', rules: given }], exec), [])
    const bound = `
---
{ apiVersion: ${group}/v1, kind: RoleBinding, metadata: { name: of-jo, namespace: b }, roleRef: { apiGroup: ${group}, kind: ClusterRole, name: runner }, subjects: [{ kind: User, name: jo }] }`
    const found = permissionsIn(objectsOf([{ namespace: 'b', rules: given }]) + others + bound, exec)
    assert.deepEqual(
      found.map(({ scope }) => scope),
      ['b'],
    )
  })
})

test('accounts with the same bindings share their rights', () => {
  const platform = platformOf(
    `{ apiVersion: ${group}/v1, kind: ClusterRoleBinding, metadata: { name: all }, roleRef: { apiGroup: ${group}, kind: ClusterRole, name: view }, subjects: [{ kind: Group, name: 'system:authenticated' }] }`,
  )
  const rightsOf = linkRights(platform)
  const [one, other] = ['bot', 'ant'].map((name) => rightsOf({ grants: platform.grantsOfAccount('a', name) }))
  assert.ok(one !== undefined && one === other)
})
