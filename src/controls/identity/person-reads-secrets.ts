import type { Control } from '../control.ts'
import { readSecrets } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { grantedToPerson, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const personReadsSecrets: Control<'role-binding'> = {
  id: 'BH-0346',
  name: 'person-reads-secrets',
  title: 'User or group may read every secret in reach',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
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
    'kube-linter:access-to-secrets':
      'Rights that only write count elsewhere; kube-linter adds `create` and `delete` here.',
  },
  rationale: 'The secrets of every workload in reach lie open to an account that someone else may be using.',
  remediation: 'List the secrets under `resourceNames`, or keep them in a vault that logs each access.',
  applies: 'role-binding',
  when: (binding) => !bindsWorkload(binding) && !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, readSecrets, platform),
  examples: {
    fail: [grantedToPerson(rule('list', 'secrets'))],
    pass: [grantedToPerson(rule('list', 'pods'))],
    unknown: [],
  },
}
