import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const serviceAccountNotDeclared: Control<'pod'> = {
  id: 'BH-0377',
  name: 'service-account-not-declared',
  title: 'Pod names a service account that is not declared',
  layer: 'identity',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kube-linter:non-existent-service-account', 'kubescape:C-0307'],
  rationale:
    'The pod does not start until somebody creates the account. Whoever may create or bind it chooses what the pod may do.',
  remediation: 'Declare the service account beside the workload, without rights.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes' && pod.serviceAccountName.state !== 'hidden',
  check: (pod, platform) =>
    forbid(
      pod.serviceAccountName,
      (name) => name !== 'default' && name !== '' && !isDeclared(pod, name, platform),
      `${pod.kind} ${pod.name} names a service account that is not declared here.`,
    ),
  examples: {
    fail: ['serviceAccountName: model'],
    pass: [
      'serviceAccountName: default',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { serviceAccountName: model, containers: [{ name: main, image: llm }] }',
      '{}',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model, namespace: models }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { serviceAccountName: model, containers: [{ name: main, image: llm }] }',
    ],
    unknown: [],
  },
}

/** An account that states no namespace may be meant for any. */
function isDeclared(pod: Pod, name: string, platform: Platform): boolean {
  return platform.serviceAccountOf(pod) !== undefined || unplacedAccounts(platform).has(name)
}

const known = new WeakMap<Platform, ReadonlySet<string>>()

function unplacedAccounts(platform: Platform): ReadonlySet<string> {
  const before = known.get(platform)
  if (before !== undefined) return before
  const accounts = platform.all('service-account').filter(({ isNamespaceStated }) => !isNamespaceStated)
  const names = new Set(accounts.map(({ name }) => name))
  known.set(platform, names)
  return names
}
