import type { Control } from '../control.ts'
import { everyNamespace, forbidRules, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyIngressFromEveryNamespace: Control<'network-policy'> = {
  id: 'BH-0415',
  name: 'network-policy-ingress-from-every-namespace',
  title: 'Network policy allows every namespace as source',
  layer: 'network',
  severity: 'high',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: ['kubernetes-application-security-checklist:K8S-APP-network-1'],
  rationale:
    'Hostile code in any tenant’s namespace, one created tomorrow included, connects to this tenant’s pods.',
  remediation:
    'Name the namespaces by the label `kubernetes.io/metadata.name`, together with the pods that call.',
  applies: 'network-policy',
  check: (policy) =>
    forbidRules(
      rulesBeyondDns(policy, 'ingress'),
      everyNamespace,
      `NetworkPolicy ${policy.name} allows ingress from every namespace.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }'),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: {} }, podSelector: {} }] }] }',
      ),
    ],
    pass: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: gateway } } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }] }] }',
      ),
    ],
    unknown: [policyText('{ podSelector: {}, ingress: "{{ .Values.rules }}" }')],
  },
}
