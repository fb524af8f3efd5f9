import type { Control } from '../control.ts'
import { readSecrets } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { granted, grantedInNamespace, rule } from './rbac-examples.ts'

export const workloadReadsSecrets: Control<'role-binding'> = {
  id: 'BH-0345',
  name: 'workload-reads-secrets',
  title: 'Service account may read every secret in reach',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV2_K8S_5',
    'kubescape:C-0015',
    'kubescape:C-0186',
    'kube-linter:access-to-secrets',
    'krol3-container-security-checklist:KROL3-data-8',
    'cis-aks-1.8:4.1.2',
    'cis-aks-1.7:4.1.2',
    'cis-1.12:5.1.2',
    'cis-1.11:5.1.2',
  ],
  differs: {
    'kubescape:C-0015': 'A rule that names its secrets under `resourceNames` counts for Kubescape, not here.',
    'kubescape:C-0186': 'A rule that names its secrets under `resourceNames` counts for Kubescape, not here.',
    'checkov:CKV2_K8S_5':
      'Checkov leaves the API group of a rule aside; here verb, group and resource have to match in one rule, as in the authorizer.',
    'kube-linter:access-to-secrets':
      'Rights that only write count elsewhere; kube-linter adds `create` and `delete` here.',
  },
  rationale:
    'Code in the workload reads the tokens, keys and pull credentials of all its neighbours, or of the whole cluster.',
  remediation: 'List the secrets under `resourceNames` with the verb `get`, or mount them.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => judgeBinding(binding, readSecrets, platform),
  examples: {
    fail: [granted(rule('list', 'secrets')), grantedInNamespace(rule('get', '*'))],
    pass: [
      grantedInNamespace(
        "{ apiGroups: [''], resources: ['secrets'], resourceNames: ['own'], verbs: ['get'] }",
      ),
      granted(rule('create', 'secrets')),
    ],
    unknown: [],
  },
}
