import type { Control } from '../control.ts'
import { isInternet } from './addresses.ts'
import { forbidAddresses, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyEgressToInternet: Control<'network-policy'> = {
  id: 'BH-0414',
  name: 'network-policy-egress-to-internet',
  title: 'Network policy allows the internet as destination',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: ['trivy:KUBE-0002', 'kubernetes-application-security-checklist:K8S-APP-network-1'],
  differs: {
    'trivy:KUBE-0002':
      'Address ranges are added up, exceptions taken off: two halves are the internet too, and a block whose exceptions leave less than half of it is not.',
  },
  rationale:
    'Hostile code sends prompts, weights and credentials wherever it likes, loads its tools, and joins a botnet or a mining pool.',
  remediation:
    'Name the address ranges that the model needs, or let it out through an egress proxy or a firewall that knows names.',
  applies: 'network-policy',
  check: (policy) =>
    forbidAddresses(
      rulesBeyondDns(policy, 'egress'),
      isInternet,
      `NetworkPolicy ${policy.name} allows egress to most of the internet.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }'),
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "::/0" } }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/1 } }] }, { to: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }] }',
      ),
    ],
    pass: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }'),
      policyText(
        '{ podSelector: {}, policyTypes: [Ingress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/2] } }] }] }',
      ),
    ],
    unknown: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "{{ .Values.cidr }}" } }] }] }'),
    ],
  },
}
