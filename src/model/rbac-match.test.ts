import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { byDefault, hidden, type Known } from './known.ts'
import {
  grantsEverything,
  grantsPath,
  needsClusterBinding,
  reachOf,
  type Right,
  widestReach,
} from './rbac-match.ts'
import type { PolicyRule } from './rbac.ts'

const origin = { document: { path: 'role.yaml', text: '' }, start: 0, end: 0 }
const unread = hidden('a template', origin)

const verbs = ['get', 'list', 'watch', 'create', 'delete', 'deletecollection', 'impersonate']
const groups = ['', 'apps', 'rbac.authorization.k8s.io']
const resources = ['pods', 'pods/exec', 'secrets', 'nodes/proxy', 'deployments', 'deployments/scale']

type Words = readonly string[]

function ruleOf(parts: { verbs: Words; groups: Words; resources: Words; names?: Words }): PolicyRule {
  const known = (words: Words): Known<string>[] =>
    words.map((word) => (word === '?' ? unread : byDefault(word)))
  return {
    origin,
    verbs: known(parts.verbs),
    apiGroups: known(parts.groups),
    resources: known(parts.resources),
    resourceNames: known(parts.names ?? []),
    nonResourceURLs: [],
  }
}

const someOf = (words: Words): fc.Arbitrary<string[]> => fc.array(fc.constantFrom(...words), { maxLength: 3 })
const parts = fc.record({
  verbs: someOf([...verbs, '*']),
  groups: someOf([...groups, '*']),
  resources: someOf([...resources, '*', '*/exec', 'pods/*']),
  names: someOf(['one', 'two']),
})
const rights: fc.Arbitrary<Right> = fc.record({
  verb: fc.constantFrom(...verbs),
  group: fc.constantFrom(...groups),
  resource: fc.constantFrom(...resources),
})

/** The definition, written down once more as plainly as it can be. */
function reachByDefinition(
  rule: { verbs: Words; groups: Words; resources: Words; names: Words },
  right: Right,
): string {
  const sub = right.resource.split('/')[1]
  const includes = (words: Words, ...wanted: Words): boolean => wanted.some((word) => words.includes(word))
  const isGranted = [
    includes(rule.verbs, '*', right.verb),
    includes(rule.groups, '*', right.group),
    includes(rule.resources, '*', right.resource, ...(sub === undefined ? [] : [`*/${sub}`])),
  ].every(Boolean)
  if (!isGranted) return 'none'
  if (rule.names.length === 0) return 'all'
  const isNameless = right.verb === 'deletecollection' || (right.verb === 'create' && sub === undefined)
  return isNameless ? 'none' : 'named'
}

test('a rule’s reach is what the authorizer decides', () => {
  fc.assert(
    fc.property(parts, rights, (rule, right) => {
      assert.equal(reachOf(ruleOf(rule), right), reachByDefinition(rule, right))
    }),
  )
})

test('a rule’s reach never shrinks when a rule gets another value', () => {
  const order = ['none', 'named', 'all']
  fc.assert(
    fc.property(parts, rights, fc.constantFrom('verbs', 'groups', 'resources'), (rule, right, part) => {
      const wider = { ...rule, [part]: [...rule[part as 'verbs'], '*'] }
      const [before, after] = [reachOf(ruleOf(rule), right), reachOf(ruleOf(wider), right)]
      assert.ok(order.indexOf(after) >= order.indexOf(before))
    }),
  )
})

test('a rule’s reach is unknown wherever a hidden value could decide', () => {
  fc.assert(
    fc.property(parts, rights, fc.constantFrom('verbs', 'groups', 'resources'), (rule, right, part) => {
      const before = reachOf(ruleOf(rule), right)
      const withHidden = reachOf(ruleOf({ ...rule, [part]: [...rule[part as 'verbs'], '?'] }), right)
      const filled = reachOf(ruleOf({ ...rule, [part]: [...rule[part as 'verbs'], '*'] }), right)
      if (withHidden !== 'unknown') assert.equal(withHidden, before)
      if (filled === before) assert.ok(withHidden === before || withHidden === 'unknown')
      else assert.equal(withHidden, 'unknown')
    }),
  )
})

test('a rule’s reach does not add up over rules: verb, group and resource come from one', () => {
  const rules = [
    ruleOf({ verbs: ['bind'], groups: [''], resources: ['clusterroles'] }),
    ruleOf({ verbs: ['get'], groups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'] }),
  ]
  const right = { verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' }
  assert.equal(widestReach(rules, right), 'none')
})

test('a rule’s reach reads resource names: creation has none, a subresource always has one', () => {
  const named = (verb: string, resource: string): string =>
    reachOf(ruleOf({ verbs: ['*'], groups: ['*'], resources: ['*'], names: ['one'] }), {
      verb,
      group: '',
      resource,
    })
  assert.equal(named('get', 'secrets'), 'named')
  assert.equal(named('watch', 'secrets'), 'named')
  assert.equal(named('create', 'secrets'), 'none')
  assert.equal(named('deletecollection', 'secrets'), 'none')
  assert.equal(named('create', 'pods/exec'), 'named')
})

test('a rule’s reach knows `*/exec`, and that `pods/*` is no form of RBAC', () => {
  const over = (resource: string): string =>
    reachOf(ruleOf({ verbs: ['create'], groups: [''], resources: [resource] }), {
      verb: 'create',
      group: '',
      resource: 'pods/exec',
    })
  assert.equal(over('*/exec'), 'all')
  assert.equal(over('pods/*'), 'none')
  assert.equal(over('pods'), 'none')
})

test('paths of the API server match by a final wildcard only', () => {
  const rule = {
    ...ruleOf({ verbs: ['get'], groups: [], resources: [] }),
    nonResourceURLs: [byDefault('/metrics/*')],
  }
  assert.equal(grantsPath(rule, 'get', '/metrics/cadvisor'), 'yes')
  assert.equal(grantsPath(rule, 'get', '/metrics'), 'no')
  assert.equal(grantsPath(rule, 'post', '/metrics/cadvisor'), 'no')
  assert.equal(grantsPath({ ...rule, nonResourceURLs: [unread] }, 'get', '/metrics'), 'unknown')
})

test('all seven ordinary verbs on everything are everything', () => {
  const seven = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']
  const everything = { groups: ['*'], resources: ['*'] }
  assert.ok(grantsEverything(ruleOf({ ...everything, verbs: ['*'] })))
  assert.ok(grantsEverything(ruleOf({ ...everything, verbs: seven })))
  assert.ok(!grantsEverything(ruleOf({ ...everything, verbs: seven.slice(1) })))
  assert.ok(!grantsEverything(ruleOf({ ...everything, verbs: ['*'], names: ['one'] })))
})

test('a RoleBinding grants nothing that lives outside namespaces, but `bind` and its own namespace', () => {
  assert.ok(needsClusterBinding({ verb: 'get', group: '', resource: 'nodes/proxy' }))
  assert.ok(!needsClusterBinding({ verb: 'get', group: '', resource: 'secrets' }))
  assert.ok(
    !needsClusterBinding({ verb: 'bind', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' }),
  )
  assert.ok(!needsClusterBinding({ verb: 'patch', group: '', resource: 'namespaces' }))
  assert.ok(needsClusterBinding({ verb: 'create', group: '', resource: 'namespaces' }))
  assert.ok(needsClusterBinding({ verb: 'list', group: '', resource: 'namespaces' }))
})

test('a rule with resource names grants no creation, whatever else of it is hidden', () => {
  const rule = ruleOf({ verbs: ['?'], groups: [''], resources: ['secrets'], names: ['one'] })
  assert.equal(reachOf(rule, { verb: 'create', group: '', resource: 'secrets' }), 'none')
  assert.equal(reachOf(rule, { verb: 'get', group: '', resource: 'secrets' }), 'unknown')
})
