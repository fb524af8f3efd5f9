// ValidatingAdmissionPolicies: each way to stand there and do nothing is planted here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import type { WrongFieldName } from '../../src/knowledge/wrong-fields.ts'
import { barriersOf, namespace, policyOnly } from './barriers.ts'

interface Vap {
  readonly expression?: string
  readonly spec?: string
  readonly rules?: string
}

const pods = "[{ apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods] }]"
const notPrivileged =
  'object.spec.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || c.securityContext.privileged == false)'

const vap = ({ expression = notPrivileged, spec = '', rules = pods }: Vap = {}): string =>
  `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: gate }
spec:
  matchConstraints: { resourceRules: ${rules} }
  validations:
    - expression: ${JSON.stringify(expression)}
${spec}`

const binding = (actions = '[Deny]', more = ''): string =>
  `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: gate }
spec: { policyName: gate, validationActions: ${actions}, ${more} }`

const stands = [namespace(), vap(), binding()]
test('with a binding that denies', () => assert.equal(barriersOf(stands), 'A.policy'))
const faults: Readonly<Record<string, readonly string[]>> = {
  'no binding': [namespace(), vap()],
  'a binding of another policy': [
    namespace(),
    vap(),
    binding().replace('policyName: gate', 'policyName: other'),
  ],
  'only Audit and Warn': [namespace(), vap(), binding('[Audit, Warn]')],
  'failurePolicy Ignore': [namespace(), vap({ spec: '  failurePolicy: Ignore' }), binding()],
  'the namespace is left out': [
    namespace('gate: skip'),
    vap(),
    binding(
      '[Deny]',
      'matchResources: { namespaceSelector: { matchExpressions: [{ key: gate, operator: NotIn, values: [skip] }] } }',
    ),
  ],
  'it is about Deployments': [
    namespace(),
    vap({ rules: pods.replace('[pods]', '[deployments]') }),
    binding(),
  ],
  'it is about changes': [namespace(), vap({ rules: pods.replace('CREATE, ', '') }), binding()],
  'pods are taken out again': [
    namespace(),
    vap({ rules: `${pods}, excludeResourceRules: ${pods}` }),
    binding(),
  ],
  'its condition leaves pods out': [
    namespace(),
    vap({ spec: '  matchConditions: [{ name: kind, expression: "object.kind != \'Pod\'" }]' }),
    binding(),
  ],
  'it asks for something else': [
    namespace(),
    vap({ expression: 'has(object.metadata.labels.app)' }),
    binding(),
  ],
  'its expression always holds': [namespace(), vap({ expression: `true || ${notPrivileged}` }), binding()],
  'it looks at the wrong containers': [
    namespace(),
    vap({
      expression: notPrivileged.replace('object.spec.containers', 'object.spec.?initContainers.orValue([])'),
    }),
    binding(),
  ],
}
for (const [name, objects] of Object.entries(faults))
  test(`void: ${name}`, () => assert.equal(barriersOf(objects), ''))

const unknowns: Readonly<Record<string, readonly string[]>> = {
  'a function that nobody knows': [
    namespace(),
    vap({ expression: `privileged(object) || ${notPrivileged.slice(0, 0)}false` }),
    binding(),
  ],
  parameters: [namespace(), vap({ expression: `params.privileged || ${notPrivileged}` }), binding()],
  'an action of a template': [namespace(), vap(), binding("['{{ .Values.action }}']")],
  'an object selector': [
    namespace(),
    vap(),
    binding('[Deny]', 'matchResources: { objectSelector: { matchLabels: { gate: "on" } } }'),
  ],
  'a failure policy of a template': [
    namespace(),
    vap({ spec: "  failurePolicy: '{{ .Values.failure }}'" }),
    binding(),
  ],
  'it denies the clean pod too': [
    namespace(),
    vap({ expression: `has(object.metadata.labels.owner) && ${notPrivileged}` }),
    binding(),
  ],
}
for (const [name, objects] of Object.entries(unknowns))
  test(`unknown: ${name}`, () => assert.equal(barriersOf(objects), 'A.policy?'))

test('variables, optional fields and several expressions', () => {
  const variables = `  variables:
  - { name: all, expression: "object.spec.containers + object.spec.?initContainers.orValue([])" }`
  const expression = 'variables.all.all(c, c.?securityContext.?privileged.orValue(false) == false)'
  assert.equal(barriersOf([namespace(), vap({ expression, spec: variables }), binding()]), 'A.policy')
})
test('what namespace labels say of a namespace that nobody declared is not known', () => {
  const selected = 'matchResources: { namespaceSelector: { matchLabels: { tenant: "yes" } } }'
  assert.equal(barriersOf([vap(), binding('[Deny]', selected)], policyOnly('privileged')), 'A.policy?')
  assert.equal(barriersOf([namespace('tenant: "yes"'), vap(), binding('[Deny]', selected)]), 'A.policy')
})
test('images: a digest, an allow-list', () => {
  const digest = [
    namespace(),
    vap({ expression: "object.spec.containers.all(c, c.image.contains('@sha256:'))" }),
    binding(),
  ]
  assert.equal(barriersOf(digest, policyOnly('image-tag')), 'A.policy')
  assert.equal(barriersOf(digest, policyOnly('foreign-image')), '')
  const allowed = [
    namespace(),
    vap({ expression: "object.spec.containers.all(c, c.image.startsWith('models.azurecr.io/'))" }),
    binding(),
  ]
  assert.equal(barriersOf(allowed, policyOnly('foreign-image')), 'I.allow')
  assert.equal(barriersOf(allowed, policyOnly('image-tag')), '')
})

const list = `[${Array.from({ length: 100 }, (_, index) => index).join(',')}]`
const nested = `${list}.all(a, ${list}.all(b, ${list}.all(c, ${list}.all(d, a + b + c + d >= 0))))`
const doubling = Array.from(
  { length: 60 },
  (_, index) =>
    `    - { name: v${index}, expression: "${index === 0 ? '[1, 2]' : `variables.v${index - 1} + variables.v${index - 1}`}" }`,
).join('\n')
const hostile: Readonly<Record<string, Vap>> = {
  'nested loops': { expression: `${nested} && ${notPrivileged}` },
  'doubling variables': {
    expression: `size(variables.v59) > 0 && ${notPrivileged}`,
    spec: `  variables:\n${doubling}`,
  },
  'a backtracking pattern': { expression: `"${'a'.repeat(40)}!".matches("(a+)+$") || ${notPrivileged}` },
  'a deep expression': { expression: `${'('.repeat(500)}${notPrivileged}${')'.repeat(500)}` },
}
for (const [name, policy] of Object.entries(hostile)) {
  test(`costs too much, and is left alone: ${name}`, () => {
    const start = performance.now()
    assert.equal(barriersOf([namespace(), vap(policy), binding()]), 'A.policy?')
    assert.ok(performance.now() - start < 1_000)
  })
}

test('the policy of the hardened example rejects what it says', () => {
  const file = join(import.meta.dirname, '../../examples/model-platform-hardened/cluster/admission.yaml')
  // The pod here comes from another registry.
  const [policy = '', policyBinding = ''] = readFileSync(file, 'utf8')
    .replaceAll('^northwind', '^models')
    .split(/^---$/m)
  const objects = [namespace('northwind.example/tenant: acme'), policy, policyBinding]
  const expected: Readonly<Partial<Record<WrongFieldName, string>>> = {
    sandbox: 'A.policy',
    token: 'A.policy',
    'image-tag': 'A.policy',
    'foreign-image': 'I.allow',
    privileged: '',
    'host-path': '',
    'memory-limit': '',
  }
  for (const [field, barriers] of Object.entries(expected))
    assert.equal(barriersOf(objects, policyOnly(field as WrongFieldName)), barriers, field)
})
