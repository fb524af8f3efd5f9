import type { Control } from '../control.ts'
import { everyNamespace, forbidRules, rulesBeyondDns } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyEgressToEveryNamespace: Control<'network-policy'> = {
  id: 'BH-0416',
  name: 'network-policy-egress-to-every-namespace',
  title: 'Network policy allows every namespace as destination',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: ['kubernetes-application-security-checklist:K8S-APP-network-1'],
  rationale: 'Hostile code connects to the pods of every other tenant and of the platform.',
  remediation:
    'Name the namespaces by the label `kubernetes.io/metadata.name`, together with the pods that are called.',
  applies: 'network-policy',
  check: (policy) =>
    forbidRules(
      rulesBeyondDns(policy, 'egress'),
      everyNamespace,
      `NetworkPolicy ${policy.name} allows egress to every namespace.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, egress: [{ to: [{ namespaceSelector: {} }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: {} }, podSelector: {} }] }] }',
      ),
    ],
    pass: [
      policyText('{ podSelector: {}, egress: [{ to: [{ podSelector: {} }] }] }'),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: gateway } } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: { team: a } } }] }] }',
      ),
    ],
    unknown: [policyText('{ podSelector: {}, egress: "{{ .Values.rules }}" }')],
  },
}
