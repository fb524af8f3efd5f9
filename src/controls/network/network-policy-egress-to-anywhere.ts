import type { Control } from '../control.ts'
import { forbidRules, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyEgressToAnywhere: Control<'network-policy'> = {
  id: 'BH-0412',
  name: 'network-policy-egress-to-anywhere',
  title: 'Network policy allows ports to anywhere',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: ['kubernetes-application-security-checklist:K8S-APP-network-1'],
  rationale:
    'Ports without peers lead anywhere: to other tenants, to the API server and to servers of the attacker, who can listen on the very port that is allowed.',
  remediation: 'Add `to` with the destinations that the model needs to the rule.',
  applies: 'network-policy',
  check: (policy) =>
    forbidRules(
      rulesBeyondDns(policy, 'egress'),
      ({ peers, ports }) => peers.length === 0 && ports.length > 0,
      `NetworkPolicy ${policy.name} allows ports to anywhere.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, egress: [{ ports: [{ port: 443 }] }] }'),
      policyText('{ podSelector: {}, egress: [{ to: [], ports: [{ protocol: TCP }] }] }'),
    ],
    pass: [
      policyText('{ podSelector: {}, egress: [{ to: [{ podSelector: {} }], ports: [{ port: 443 }] }] }'),
      policyText('{ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: UDP }] }] }'),
    ],
    unknown: [
      policyText('{ podSelector: {}, egress: [{ to: "{{ .Values.peers }}", ports: [{ port: 443 }] }] }'),
    ],
  },
}
