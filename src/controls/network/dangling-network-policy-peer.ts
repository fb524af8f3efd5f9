import type { Control } from '../control.ts'
import { directions } from '../../model/network.ts'
import { fail, pass } from '../verdict.ts'
import { isAwaited, rulesOf } from './rules.ts'
import { podAndPolicy } from './snippets.ts'

export const danglingNetworkPolicyPeer: Control<'network-policy'> = {
  id: 'BH-0421',
  name: 'dangling-network-policy-peer',
  title: 'Network policy names a peer that selects no pod',
  layer: 'network',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['kube-linter:dangling-networkpolicypeer-podselector'],
  rationale:
    'A peer that is no pod’s waits for the first pod that takes its labels, and hostile code that may create pods can take them.',
  remediation: 'Correct the labels in the peer’s `podSelector`, or remove the peer.',
  applies: 'network-policy',
  check: (policy, platform) => {
    const dangling = directions
      .flatMap((direction) => rulesOf(policy, direction))
      .flatMap((rule) => rule.peers)
      .filter((peer) => peer.namespaceSelector === undefined && peer.podSelector !== undefined)
      .filter((peer) => !isAwaited(peer.podSelector))
      .filter((peer) => platform.podsOfPeer(policy, peer).length === 0)
    if (dangling.length === 0) return pass()
    const places = dangling.map(({ origin }) => origin)
    return fail(`NetworkPolicy ${policy.name} names a peer that selects no pod.`, ...places)
  },
  examples: {
    fail: [
      podAndPolicy(
        '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }',
      ),
    ],
    pass: [
      podAndPolicy(
        '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { component: singleuser-server } } }] }] }',
      ),
      podAndPolicy(
        '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: llm } } }] }] }',
      ),
      podAndPolicy(
        '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } }, namespaceSelector: {} }] }] }',
      ),
      podAndPolicy(
        '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } } }] }] }',
      ),
    ],
    unknown: [],
  },
}
