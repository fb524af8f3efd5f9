import type { Namespace } from '../../model/cluster.ts'
import type { Control } from '../control.ts'
import type { Direction } from '../../model/network.ts'
import type { Platform } from '../../model/platform.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { selectsEverything } from './rules.ts'
import { examplePod, podAndCiliumPolicy, podAndPolicy } from './snippets.ts'

export const namespaceWithoutDefaultDeny: Control<'namespace'> = {
  id: 'BH-0405',
  name: 'namespace-without-default-deny',
  title: 'Namespace does not deny by default',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['kubernetes-security-checklist:K8S-SEC-network-3', 'mcsb:NS-1', 'aks-baseline:32'],
  rationale:
    'Policies that select pods by their labels leave out whichever pod lacks them: the next one deployed, or one that hostile code creates. Only a policy for every pod holds for those too.',
  remediation: 'Add a NetworkPolicy with `podSelector: {}`, both policy types and no rules to the namespace.',
  applies: 'namespace',
  when: (namespace, platform) =>
    platform.trustOf(namespace) === 'untrusted' &&
    platform.inNamespace('pod', namespace.name).some((pod) => namespace.isDeclared || pod.isNamespaceStated),
  check: (namespace, platform) => {
    const deny = allMatch([
      deniesByDefault(namespace, 'ingress', platform),
      deniesByDefault(namespace, 'egress', platform),
    ])
    if (deny === 'yes') return pass()
    if (deny === 'no') return fail(`Namespace ${namespace.name} does not deny both directions by default.`)
    return unknown(`Whether namespace ${namespace.name} denies by default cannot be told.`)
  },
  examples: {
    fail: [
      examplePod,
      podAndPolicy('{ podSelector: { matchLabels: { app: llm } }, policyTypes: [Ingress, Egress] }'),
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress] }'),
    ],
    pass: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, ingress: [{}], egress: [{}] }'),
    ],
    unknown: [podAndPolicy('{ podSelector: {}, policyTypes: "{{ .Values.types }}" }')],
  },
}

/** Policies that bind every pod of the namespace, also those for the whole cluster. */
function deniesByDefault(namespace: Namespace, direction: Direction, platform: Platform): Match {
  const own = [
    ...platform.inNamespace('network-policy', namespace.name),
    ...platform
      .inNamespace('extended-network-policy', namespace.name)
      .filter((policy) => !policy.isHostPolicy),
  ]
  return anyMatch([
    ...own
      .filter(({ podSelector }) => selectsEverything(podSelector))
      .map(({ isolates }) => isolates[direction]),
    ...own
      .filter(({ podSelector }) => podSelector?.isHidden === true)
      .map(({ isolates }) => maybe(isolates[direction])),
    ...platform
      .clusterPoliciesOf(namespace)
      .map(({ policy, match }) => allMatch([match, policy.isolates[direction]])),
  ])
}

function maybe(match: Match): Match {
  return match === 'no' ? 'no' : 'unknown'
}
