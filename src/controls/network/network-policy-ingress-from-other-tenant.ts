import type { Control } from '../control.ts'
import type { NetworkPolicy } from '../../model/network.ts'
import type { Platform } from '../../model/platform.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'
import { everyNamespace, rulesOf } from './rules.ts'
import { otherTenant, policyText } from './snippets.ts'

export const networkPolicyIngressFromOtherTenant: Control<'network-policy'> = {
  id: 'BH-0417',
  name: 'network-policy-ingress-from-other-tenant',
  title: 'Network policy lets another tenant in',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The peer selects pods of another namespace whose code is untrusted too: hostile code there connects to this tenant’s pods.',
  remediation:
    'Let tenants reach each other through a gateway of the platform that authenticates the caller, and allow only the gateway.',
  applies: 'network-policy',
  when: (policy, platform) => platform.trustOf(policy) === 'untrusted',
  check: (policy, platform) => verdictOf(policy, platform),
  examples: {
    fail: [
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } } }] }] }',
      ),
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } }, podSelector: {} }] }] }',
      ),
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: tier, operator: DoesNotExist }] } }] }] }',
      ),
    ],
    pass: [
      otherAnd('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: c } } }] }] }',
      ),
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: none } } }] }] }',
      ),
    ],
    unknown: [
      otherAnd(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "{{ .Values.team }}" } } }] }] }',
      ),
    ],
  },
}

/** Peers that stand for every namespace have a control of their own. */
function verdictOf(policy: NetworkPolicy, platform: Platform): Verdict {
  const peers = rulesOf(policy, 'ingress')
    .filter((rule) => everyNamespace(rule) === false)
    .flatMap((rule) => rule.peers)
  const others = peers.flatMap((peer) =>
    platform
      .podsOfPeer(policy, peer)
      .filter(({ pod }) => pod.namespace !== policy.namespace && platform.trustOf(pod) === 'untrusted')
      .map(({ pod, match }) => ({ namespace: pod.namespace, match, origin: peer.origin })),
  )
  const sure = others.find(({ match }) => match === 'yes')
  if (sure !== undefined) {
    return fail(`NetworkPolicy ${policy.name} lets pods of namespace ${sure.namespace} in.`, sure.origin)
  }
  const [doubtful] = others
  if (doubtful === undefined) return pass()
  return unknown(
    `Whether NetworkPolicy ${policy.name} lets pods of namespace ${doubtful.namespace} in cannot be told.`,
    doubtful.origin,
  )
}

function otherAnd(spec: string): string {
  return `${otherTenant}\n---\n${policyText(spec)}`
}
