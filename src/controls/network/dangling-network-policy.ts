import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import type { NetworkPolicy } from '../../model/network.ts'
import { selectsEverything } from './rules.ts'
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
    selectsEverything(policy.podSelector) ||
    isForPassingPods(policy) ||
    platform.podsSelectedBy(policy).length > 0
      ? pass()
      : fail(`NetworkPolicy ${policy.name} selects no pod.`, policy.podSelector.origin),
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
    unknown: [],
  },
}

/** Labels of pods that controllers start for a while, and that stand in no file (cert-manager, Tekton). */
const passing = ['acme.cert-manager.io/http01-solver', 'tekton.dev/pipelineRun', 'tekton.dev/taskRun']

function isForPassingPods({ podSelector }: NetworkPolicy): boolean {
  return passing.some((label) => podSelector.requirements.some(({ key }) => key === label))
}
