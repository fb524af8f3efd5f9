import type { Control } from '../control.ts'
import { every } from '../verdict.ts'
import { forbidRules, rulesOf } from './rules.ts'
import { directions } from '../../model/network.ts'
import { policyText } from './snippets.ts'

export const networkPolicyAllowsEverything: Control<'network-policy'> = {
  id: 'BH-0410',
  name: 'network-policy-allows-everything',
  title: 'Network policy allows everything in a direction',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['kubernetes-application-security-checklist:K8S-APP-network-1'],
  rationale:
    'A rule without peers and ports lets every packet of its direction through, and policies only add up: whatever other policies leave out, this one allows. Hostile code meets no wall.',
  remediation: 'Replace the empty rule by rules that name the peers and ports that the model needs.',
  applies: 'network-policy',
  check: (policy) =>
    every(directions, (direction) =>
      forbidRules(
        rulesOf(policy, direction),
        ({ peers, ports }) => peers.length === 0 && ports.length === 0,
        `NetworkPolicy ${policy.name} allows every ${direction} connection.`,
      ),
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, ingress: [{}] }'),
      policyText('{ podSelector: {}, ingress: [null] }'),
      policyText('{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [], ports: [] }] }'),
      policyText('{ podSelector: {}, ingress: [{}], egress: [{}] }'),
    ],
    pass: [
      policyText('{ podSelector: {}, ingress: [] }'),
      policyText('{ podSelector: {} }'),
      policyText('{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }'),
      policyText('{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }'),
    ],
    unknown: [
      policyText('{ podSelector: {}, ingress: "{{ .Values.ingress }}" }'),
      policyText('{ podSelector: {}, ingress: [{ from: "{{ .Values.from }}" }] }'),
    ],
  },
}
