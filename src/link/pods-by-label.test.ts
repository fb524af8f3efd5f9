import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  array,
  assert as assertProperty,
  constantFrom,
  dictionary,
  oneof,
  property,
  record,
} from 'fast-check'

import { hiddenName } from '../model/object.ts'
import type { NetworkPolicy } from '../model/network.ts'
import type { Fact } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { matchSelector } from '../model/selector.ts'
import { parseKubernetes } from '../sources/kubernetes/parse.ts'
import { Inventory } from './inventory.ts'
import { linkNetwork } from './network.ts'

const template = '{{ .Values.x }}'
const key = constantFrom('app', 'tier')
const value = constantFrom('a', 'b', template)
const namespace = constantFrom('m', 'n', template)

const requirement = record({
  key,
  operator: constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: array(value, { maxLength: 2 }),
})

const selector = oneof(
  record({ matchLabels: dictionary(key, value, { maxKeys: 2 }) }),
  record({ matchExpressions: array(requirement, { maxLength: 2 }) }),
  constantFrom({}, template),
)

const pod = record({
  namespace,
  labels: oneof(dictionary(key, value, { maxKeys: 2 }), constantFrom(template)),
})
const policy = record({ namespace, selector })

function read(object: object): readonly Fact[] {
  return parseKubernetes({ path: 'a.json', text: JSON.stringify(object) }).facts
}

test('a policy is about the same pods, whether found by labels or compared one by one', () => {
  assertProperty(
    property(array(pod, { maxLength: 6 }), array(policy, { maxLength: 4 }), (pods, policies) => {
      const facts = [
        ...pods.flatMap(({ namespace: own, labels }, index) =>
          read({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: `p${index}`, namespace: own, labels },
            spec: {},
          }),
        ),
        ...policies.flatMap(({ namespace: own, selector: podSelector }, index) =>
          read({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: `n${index}`, namespace: own },
            spec: { podSelector },
          }),
        ),
      ]
      const inventory = new Inventory(facts)
      const { networkPoliciesOf, podsSelectedBy } = linkNetwork(inventory)
      for (const each of inventory.all('network-policy')) {
        const selected = inventory
          .inNamespace('pod', each.namespace)
          .filter((one) => matchSelector(each.podSelector, one.podLabels) !== 'no')
        assert.deepEqual(
          podsSelectedBy(each).map((found) => found.pod),
          selected,
        )
      }
      for (const each of inventory.all('pod')) {
        assert.deepEqual(networkPoliciesOf(each), compared(each, inventory.all('network-policy')))
      }
    }),
  )
})

/** Policies of the pod's own namespace first; where a template names one of both, they may be the same. */
function compared(one: Pod, policies: readonly NetworkPolicy[]): readonly unknown[] {
  const match = (each: NetworkPolicy): string => matchSelector(each.podSelector, one.podLabels)
  const own = policies.filter((each) => each.namespace === one.namespace && one.namespace !== hiddenName)
  const others = policies.filter(
    (each) => !own.includes(each) && [each.namespace, one.namespace].includes(hiddenName),
  )
  return [
    ...own.map((each) => ({ policy: each, match: match(each) })),
    ...others.map((each) => ({ policy: each, match: match(each) === 'no' ? 'no' : 'unknown' })),
  ].filter((each) => each.match !== 'no')
}
