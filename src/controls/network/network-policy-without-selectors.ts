import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { policyText } from './snippets.ts'

export const networkPolicyWithoutSelectors: Control<'network-policy'> = {
  id: 'BH-0422',
  name: 'network-policy-without-selectors',
  title: 'Network policy selects neither pods nor peers',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['trivy:KSV-0038'],
  rationale:
    'Without `podSelector` the policy is about every pod of its namespace, which readers overlook and validating clients refuse: what was meant for one pod binds or opens all.',
  remediation: 'State `podSelector`, and `podSelector: {}` where every pod is meant.',
  applies: 'network-policy',
  check: (policy) => {
    const peers = [...policy.ingress, ...policy.egress].flatMap((rule) => rule.peers)
    const selects = peers.some((peer) => (peer.podSelector ?? peer.namespaceSelector) !== undefined)
    if (policy.isPodSelectorStated || policy.podSelector.isHidden || selects) return pass()
    return fail(`NetworkPolicy ${policy.name} selects neither pods nor peers.`, policy.podSelector.origin)
  },
  examples: {
    fail: [
      policyText('{ policyTypes: [Ingress] }'),
      policyText('{ ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/24 } }] }] }'),
    ],
    pass: [policyText('{ podSelector: {} }'), policyText('{ ingress: [{ from: [{ podSelector: {} }] }] }')],
    unknown: [],
  },
}
