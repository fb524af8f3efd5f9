import type { Control } from '../control.ts'
import { forbidLiteral, isTruthy } from './environment.ts'

export const adaptersLoadable: Control<'container'> = {
  id: 'BH-0249',
  name: 'adapters-loadable',
  title: 'Clients may load adapters into the server',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Every client names a path or a repository that the server then loads: it reads files of other tenants that the server sees, fetches what an attacker published, and fills the GPU’s memory.',
  remediation: 'Remove `VLLM_ALLOW_RUNTIME_LORA_UPDATING` and list the adapters at the start.',
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      ({ name, value }) => name === 'VLLM_ALLOW_RUNTIME_LORA_UPDATING' && isTruthy(value),
      () => `Container ${container.name} lets clients load adapters.`,
    ),
  examples: {
    fail: ['env: [{ name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "True" }]'],
    pass: ['env: [{ name: VLLM_ALLOW_RUNTIME_LORA_UPDATING, value: "False" }]', '{}'],
    unknown: [],
  },
}
