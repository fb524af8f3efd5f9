import type { Control } from '../control.ts'
import { type NetworkRule } from '../../model/network.ts'
import { isDnsOnly } from '../../model/network-match.ts'
import { worst } from '../verdict.ts'
import { isInternet } from './addresses.ts'
import { forbidAddresses, forbidRules, rulesOf } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyDnsToAnywhere: Control<'network-policy'> = {
  id: 'BH-0418',
  name: 'network-policy-dns-to-anywhere',
  title: 'Network policy allows DNS to any server',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.dns'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Questions about names carry data out, a few dozen bytes each, to any server on port 53; nothing on the way sees or bounds them.',
  remediation:
    'Allow port 53 only to the pods of kube-dns in `kube-system`, and let the resolver log and filter what it forwards.',
  applies: 'network-policy',
  check: (policy) => {
    const rules: readonly NetworkRule[] = rulesOf(policy, 'egress').filter(isDnsOnly)
    const message = `NetworkPolicy ${policy.name} allows DNS to any server.`
    return worst([
      forbidRules(rules, ({ peers }) => peers.length === 0, message),
      forbidAddresses(rules, isInternet, message),
    ])
  },
  examples: {
    fail: [
      policyText('{ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 53, protocol: UDP }] }] }',
      ),
    ],
    pass: [
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }], ports: [{ port: 53, protocol: UDP }] }] }',
      ),
      policyText('{ podSelector: {}, egress: [{}] }'),
    ],
    unknown: [
      policyText(
        '{ podSelector: {}, egress: [{ to: "{{ .Values.dns }}", ports: [{ port: 53, protocol: UDP }] }] }',
      ),
    ],
  },
}
