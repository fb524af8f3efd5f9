import type { Control } from '../control.ts'
import { createVolumes } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingCreatesVolumes: Control<'role-binding'> = {
  id: 'BH-0354',
  name: 'binding-creates-volumes',
  title: 'Binding lets somebody create persistent volumes',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0278', 'cis-aks-1.8:4.1.8', 'cis-1.12:5.1.9', 'cis-1.11:5.1.9'],
  rationale: 'A volume of type `hostPath`, or of a disk of others, passes every Pod Security level.',
  remediation: 'Let storage classes provision volumes.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, createVolumes, platform),
  examples: {
    fail: [granted(rule('create', 'persistentvolumes'))],
    pass: [granted(rule('create', 'persistentvolumeclaims'))],
    unknown: [],
  },
}
