import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const wholeSecretAsVariables: Control<'container'> = {
  id: 'BH-0226',
  name: 'whole-secret-as-variables',
  title: 'Whole secret is handed over as variables',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_K8S_35',
    'cis-aks-1.8:4.5.1',
    'cis-aks-1.7:4.5.1',
    'cis-1.12:5.4.1',
    'cis-1.11:5.4.1',
    'kubescape:C-0012',
    'kubescape:C-0259',
  ],
  rationale:
    'Every key of the secret becomes a variable, also those that are added later for others: hostile code gets more than the container needs, in the place where it looks first.',
  remediation: 'Mount the single key that the container needs as a file.',
  applies: 'container',
  check: (container) =>
    every(container.envFrom, ({ from, origin }) =>
      from === 'secret'
        ? fail(`Container ${container.name} gets every key of a secret as a variable.`, origin)
        : pass(),
    ),
  examples: {
    fail: ['envFrom: [{ secretRef: { name: hub } }]'],
    pass: ['envFrom: [{ configMapRef: { name: hub } }]', '{}'],
    unknown: [],
  },
}
