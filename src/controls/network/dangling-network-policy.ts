import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import type { NetworkPolicy } from '../../model/network.ts'
import { isAwaited } from './rules.ts'
import { podAndPolicy, policyText } from './snippets.ts'

export const danglingNetworkPolicy: Control<'network-policy'> = {
  id: 'BH-0420',
  name: 'dangling-network-policy',
  title: 'Network policy selects no pod',
  layer: 'network',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['kube-linter:dangling-networkpolicy', 'kubescape:C-0299'],
  differs: {
    'kube-linter:dangling-networkpolicy':
      'A policy for every pod of its namespace waits for pods and is not dangling.',
    'kubescape:C-0299':
      'Expressions in `matchExpressions` are evaluated rather than taken as matching nothing.',
  },
  rationale:
    'A policy that selects nothing protects nothing, while its author believes in it: a label was renamed, or it stands in the wrong namespace.',
  remediation:
    'Correct the labels in `podSelector` or the policy’s namespace; remove the policy where its pods are gone.',
  applies: 'network-policy',
  check: (policy, platform) =>
    isAwaited(policy.podSelector) || platform.podsSelectedBy(policy).length > 0
      ? pass()
      : selectsNone(policy),
  examples: {
    fail: [
      podAndPolicy('{ podSelector: { matchLabels: { app: other } } }'),
      podAndPolicy('{ podSelector: { matchLabels: { app: llm } } }', 'other'),
    ],
    pass: [
      podAndPolicy('{ podSelector: { matchLabels: { app: llm } } }'),
      policyText('{ podSelector: {} }'),
      policyText('{ podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } } }'),
      podAndPolicy('{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [web] }] } }'),
      podAndPolicy('{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } } }'),
    ],
    unknown: [policyText('{ podSelector: "{{ .Values.selector }}" }')],
  },
}

function selectsNone({ name, podSelector }: NetworkPolicy): Verdict {
  const message = `NetworkPolicy ${name} selects no pod.`
  return podSelector.isHidden
    ? doubtful(message, 'its selector cannot be read', podSelector.origin)
    : fail(message, podSelector.origin)
}
