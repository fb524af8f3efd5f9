// Policies of Kyverno, and webhooks of one’s own.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { barriersOf, namespace, policyOnly } from './barriers.ts'

const pattern =
  'pattern: { spec: { "=(initContainers)": [{ "=(securityContext)": { "=(privileged)": "false" } }], containers: [{ "=(securityContext)": { "=(privileged)": "false" } }] } }'
const policy = (validate: string, more = 'validationFailureAction: Enforce,', rule = ''): string =>
  `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: gate }
spec: { ${more} rules: [{ name: gate, match: { any: [{ resources: { kinds: [Pod] } }] }, ${rule} validate: { ${validate} } }] }`

const standing: Readonly<Record<string, string>> = {
  'a pattern': policy(pattern),
  'an action of its rule': policy(`failureAction: Enforce, ${pattern}`, ''),
  'the baseline': policy('podSecurity: { level: baseline, version: latest }'),
  'the restricted level': policy('podSecurity: { level: restricted }'),
  alternatives: policy(`anyPattern: [{ ${pattern.slice('pattern: { '.length)} ]`),
}
for (const [name, object] of Object.entries(standing))
  test(`stands: ${name}`, () => assert.equal(barriersOf([namespace(), object]), 'A.policy'))

const faults: Readonly<Record<string, string>> = {
  'audit by default': policy(pattern, ''),
  'audit of its rule': policy(`failureAction: Audit, ${pattern}`),
  'not at admission': policy(pattern, 'validationFailureAction: Enforce, admission: false,'),
  'failurePolicy Ignore': policy(pattern, 'validationFailureAction: Enforce, failurePolicy: Ignore,'),
  'excluded namespace': policy(
    pattern,
    undefined,
    'exclude: { any: [{ resources: { namespaces: [ac*] } }] },',
  ),
  'other kinds': policy(pattern).replace('[Pod]', '[Service]'),
  'another field': policy('pattern: { spec: { "=(hostPID)": "false" } }'),
  'a policy of another namespace': policy(pattern)
    .replace('kind: ClusterPolicy', 'kind: Policy')
    .replace('name: gate }', 'name: gate, namespace: globex }'),
}
for (const [name, object] of Object.entries(faults))
  test(`void: ${name}`, () => assert.equal(barriersOf([namespace(), object]), ''))

const unknowns: Readonly<Record<string, string>> = {
  'a language that is not modelled': policy(
    'deny: { conditions: { all: [{ key: "{{ request.object.spec.containers[].securityContext.privileged }}", operator: AnyIn, value: [true] }] } }',
  ),
  'at admission by a template': policy(
    pattern,
    'validationFailureAction: Enforce, admission: "{{ .Values.gate }}",',
  ),
  preconditions: policy(pattern, undefined, 'preconditions: { all: [] },'),
  'excluded users': policy(pattern, undefined, 'exclude: { any: [{ clusterRoles: [cluster-admin] }] },'),
  'exclusions of the standard': policy(
    'podSecurity: { level: baseline, exclude: [{ controlName: Capabilities }] }',
  ),
}
for (const [name, object] of Object.entries(unknowns))
  test(`unknown: ${name}`, () => assert.equal(barriersOf([namespace(), object]), 'A.policy?'))

test('its library’s policies in that language count by name', () => {
  const library = policy(
    'deny: { conditions: { all: [{ key: "{{ request.object.spec.containers[].securityContext.capabilities.add[] }}", operator: AnyNotIn, value: [CHOWN] }] } }',
  ).replace('name: gate }', 'name: disallow-capabilities }')
  assert.equal(barriersOf([namespace(), library], { rejectedBy: 'policy', field: 'capability' }), 'A.policy')
})
test('signatures of the images that run', () => {
  const standingBy = (entry: string): string => {
    const verify = policy('').replace(/validate: \{.*/, `verifyImages: [{ ${entry} }] }] }`)
    return barriersOf([namespace(), verify], policyOnly('unsigned-image'))
  }
  const ours = "imageReferences: ['models.azurecr.io/*']"
  const signer = 'attestors: [{ entries: [{ keys: { publicKeys: "k8s://kyverno/cosign" } }] }]'
  assert.equal(standingBy(`${ours}, ${signer}`), 'I.sig')
  assert.equal(standingBy(`imageReferences: ['ghcr.io/*'], ${signer}`), '')
  assert.equal(standingBy(`${ours}, attestations: [{ type: https://slsa.dev/provenance/v1 }]`), 'I.sig')
  // Nobody’s signature counts, so that none is asked for.
  assert.equal(standingBy(ours), '')
  assert.equal(standingBy(`${ours}, attestors: []`), 'I.sig?')
  assert.equal(standingBy(`${ours}, ${signer}, failureAction: Audit`), '')
  assert.equal(standingBy(`${ours}, ${signer}, skipImageReferences: ['models.azurecr.io/acme/*']`), 'I.sig?')
})

const webhook = (more: string, resources = 'pods'): string =>
  `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: own }
webhooks: [{ name: gate.example.org, rules: [{ apiGroups: [''], operations: [CREATE], resources: [${resources}] }], ${more} }]`
test('may reject anything where it fails closed', () => {
  assert.equal(barriersOf([namespace(), webhook('failurePolicy: Fail')]), 'A.policy?')
  assert.equal(barriersOf([namespace(), webhook('failurePolicy: Ignore')]), '')
  assert.equal(barriersOf([namespace(), webhook('failurePolicy: Fail', 'services')]), '')
  const skips =
    'namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [acme] }] }'
  assert.equal(barriersOf([namespace(), webhook(`failurePolicy: Fail, ${skips}`)]), '')
})
