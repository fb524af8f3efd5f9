import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const deprecatedAccountField: Control<'pod'> = {
  id: 'BH-0378',
  name: 'deprecated-account-field',
  title: 'Pod names its account by a deprecated field',
  layer: 'identity',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['kube-linter:deprecated-service-account-field', 'kubescape:C-0294'],
  rationale:
    'Tools and admission policies that read `serviceAccountName` alone take the pod for one of the default account.',
  remediation: 'Write `serviceAccountName`.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod) =>
    pod.deprecatedAccount === undefined
      ? pass()
      : fail(
          `${pod.kind} ${pod.name} names its service account by the field \`serviceAccount\`.`,
          pod.deprecatedAccount,
        ),
  examples: { fail: ['serviceAccount: model'], pass: ['serviceAccountName: model'], unknown: [] },
}
