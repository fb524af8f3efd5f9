// Constraints of Gatekeeper and Azure Policy: by their action, their parameters and the webhook that asks them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Facts } from '../../src/knowledge/platform-facts.ts'
import type { Fault } from '../../src/breach/barriers/admission.ts'
import { barriersOf, namespace, policyOnly, privileged } from './barriers.ts'

const constraint = (spec = '', kind = 'K8sPSPPrivilegedContainer'): string =>
  `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: ${kind}\nmetadata: { name: gate }\nspec: { ${spec} }`
const webhook = (failurePolicy: string, more = ''): string =>
  `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: gatekeeper-validating-webhook-configuration }
webhooks: [{ name: validation.gatekeeper.sh, failurePolicy: ${failurePolicy}, rules: [{ apiGroups: ['*'], operations: [CREATE], resources: ['*'] }], ${more} }]`
const closed: Facts = { policyWebhook: { value: 'closed' } }

test('stands by its webhook', () => {
  assert.equal(barriersOf([namespace(), constraint()]), 'A.policy?')
  assert.equal(barriersOf([namespace(), constraint()], privileged, closed), 'A.policy')
  assert.equal(barriersOf([namespace(), constraint()], privileged, { policyWebhook: { value: 'open' } }), '')
  assert.equal(barriersOf([namespace(), constraint(), webhook('Fail')]), 'A.policy')
  assert.equal(barriersOf([namespace(), constraint(), webhook('Ignore')]), '')
  const skips = 'namespaceSelector: { matchExpressions: [{ key: gate, operator: DoesNotExist }] }'
  assert.equal(barriersOf([namespace('gate: "off"'), constraint(), webhook('Fail', skips)]), '')
})
const faults: Readonly<Record<string, string>> = {
  'dry run': constraint('enforcementAction: dryrun'),
  warn: constraint('enforcementAction: warn'),
  'the namespace is excluded': constraint('match: { excludedNamespaces: ["ac*"] }'),
  'other namespaces': constraint('match: { namespaces: [globex] }'),
  'other kinds': constraint('match: { kinds: [{ apiGroups: [apps], kinds: [Deployment] }] }'),
  'another template of the library': constraint('', 'K8sRequiredLabels'),
  'a template about another field': constraint('', 'K8sPSPHostFilesystem'),
}
for (const [name, object] of Object.entries(faults))
  test(`void: ${name}`, () => assert.equal(barriersOf([namespace(), object], privileged, closed), ''))

const parameters: readonly (readonly [NonNullable<Fault['field']>, string, string, string])[] = [
  ['privileged', 'K8sPSPPrivilegedContainer', "{ exemptImages: ['gpu/*'] }", 'A.policy?'],
  ['capability', 'K8sPSPCapabilities', '{ allowedCapabilities: [CHOWN] }', 'A.policy'],
  ['capability', 'K8sPSPCapabilities', "{ allowedCapabilities: ['*'] }", ''],
  ['capability', 'K8sAzureV2DisallowedCapabilities', '{ disallowedCapabilities: [SYS_ADMIN] }', 'A.policy'],
  ['capability', 'K8sAzureV2DisallowedCapabilities', '{ disallowedCapabilities: [NET_RAW] }', ''],
  ['host-path', 'K8sPSPHostFilesystem', '{}', 'A.policy'],
  ['host-path', 'K8sPSPHostFilesystem', '{ allowedHostPaths: [{ pathPrefix: /var/log }] }', 'A.policy?'],
  ['host-path', 'K8sPSPVolumeTypes', '{ volumes: [configMap, hostPath] }', ''],
  ['host-network', 'K8sPSPHostNetworkingPorts', '{ hostNetwork: true, min: 80, max: 90 }', ''],
  ['privileged', 'K8sDenyEverythingOfOurs', '{}', 'A.policy?'],
  ['memory-limit', 'K8sAzureV3ContainerLimits', "{ cpuLimit: '1', memoryLimit: 1Gi }", 'A.policy'],
  ['foreign-image', 'K8sAllowedRepos', '{ repos: [models.azurecr.io/] }', 'I.allow'],
]
for (const [field, kind, values, expected] of parameters) {
  test(`${kind} ${values}`, () => {
    const object = constraint(`parameters: ${values}`, kind)
    assert.equal(barriersOf([namespace(), object], policyOnly(field), closed), expected)
  })
}
