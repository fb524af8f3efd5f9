import type { Control } from '../control.ts'
import { forbidRules, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyIngressFromAnywhere: Control<'network-policy'> = {
  id: 'BH-0411',
  name: 'network-policy-ingress-from-anywhere',
  title: 'Network policy allows ports from anywhere',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: ['kubernetes-application-security-checklist:K8S-APP-network-1'],
  rationale:
    'Ports without peers are open to every pod of the cluster and to whatever reaches the nodes: hostile code in any other container talks to this one.',
  remediation: 'Add `from` with the callers of the model to the rule.',
  applies: 'network-policy',
  check: (policy) =>
    forbidRules(
      rulesBeyondDns(policy, 'ingress'),
      ({ peers, ports }) => peers.length === 0 && ports.length > 0,
      `NetworkPolicy ${policy.name} allows ports from anywhere.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }'),
      policyText('{ podSelector: {}, ingress: [{ from: [], ports: [{ protocol: TCP }] }] }'),
    ],
    pass: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 443 }] }] }'),
    ],
    unknown: [
      policyText('{ podSelector: {}, ingress: [{ from: "{{ .Values.peers }}", ports: [{ port: 443 }] }] }'),
    ],
  },
}
