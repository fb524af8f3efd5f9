import type { Control } from '../control.ts'
import { isInternet, wholePrivateNetworks } from './addresses.ts'
import { forbidAddresses, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyEgressToPrivateNetworks: Control<'network-policy'> = {
  id: 'BH-0419',
  name: 'network-policy-egress-to-private-networks',
  title: 'Network policy allows a whole private network',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.eg', 'A.api'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Nodes with their kubelets, the API server’s private endpoint, databases and the company’s own network have private addresses: hostile code connects to all of them.',
  remediation:
    'Name the subnets or hosts that the model needs, and leave the node subnets and the API server out with `except`.',
  applies: 'network-policy',
  check: (policy) =>
    forbidAddresses(
      rulesBeyondDns(policy, 'egress'),
      (allowed) => !isInternet(allowed) && wholePrivateNetworks(allowed).length > 0,
      `NetworkPolicy ${policy.name} allows egress to a whole private network.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 192.168.0.0/17 } }, { ipBlock: { cidr: 192.168.128.0/17 } }] }] }',
      ),
    ],
    pass: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.1.0.0/16 } }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }] }',
      ),
    ],
    unknown: [
      policyText('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "{{ .Values.cidr }}" } }] }] }'),
    ],
  },
}
