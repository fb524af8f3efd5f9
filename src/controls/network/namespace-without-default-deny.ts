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
  references: ['kubernetes-security-checklist:K8S-SEC-network-3'],
  rationale:
    'Policies that select pods by their labels leave out whichever pod lacks them: the next one deployed, or one that hostile code creates. Only a policy for every pod holds for those too.',
  remediation: 'Add a NetworkPolicy with `podSelector: {}`, both policy types and no rules to the namespace.',
  applies: 'namespace',
  when: (namespace, platform) =>
    platform.trustOf(namespace) === 'untrusted' &&
    platform.inNamespace('pod', namespace.name).some((pod) => namespace.isDeclared || pod.isNamespaceStated),
  check: (namespace, platform) => {
    const deny = allMatch([
      deniesByDefault(namespace.name, 'ingress', platform),
      deniesByDefault(namespace.name, 'egress', platform),
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

/** Policies that bind every pod of the namespace; one for the whole cluster does where it selects all. */
function deniesByDefault(namespace: string, direction: Direction, platform: Platform): Match {
  const policies = [
    ...platform.inNamespace('network-policy', namespace),
    ...platform.inNamespace('extended-network-policy', namespace),
    ...platform.inNamespace('extended-network-policy', ''),
  ]
  return anyMatch(
    policies
      .filter((policy) => !('isHostPolicy' in policy && policy.isHostPolicy))
      .filter(({ podSelector }) => podSelector?.isHidden === true || selectsEverything(podSelector))
      .map((policy) =>
        policy.podSelector?.isHidden === true
          ? maybe(policy.isolates[direction])
          : policy.isolates[direction],
      ),
  )
}

function maybe(match: Match): Match {
  return match === 'no' ? 'no' : 'unknown'
}
