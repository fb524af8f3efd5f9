import type { Control } from '../control.ts'
import { forbidLiteral } from './environment.ts'
import { gpusOf } from './gpus.ts'

const harmless = new Set(['', 'none', 'void'])

export const allGpusVisible: Control<'container'> = {
  id: 'BH-0265',
  name: 'all-gpus-visible',
  title: 'Container sees GPUs beside those it asked for',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.gpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'What a container states itself comes after what the device plugin sets, and wins: the NVIDIA runtime then mounts the GPUs that the variable names, among them those of other tenants, with their memory.',
  remediation:
    'Remove the variable, ask for GPUs by `resources.limits`, and configure the runtime to accept device lists from volume mounts only.',
  applies: 'container',
  when: (container) => gpusOf(container).length > 0,
  check: (container) =>
    forbidLiteral(
      container,
      ({ name, value }) => name === 'NVIDIA_VISIBLE_DEVICES' && !harmless.has(value),
      () => `Container ${container.name} sees GPUs beside those it asked for.`,
    ),
  examples: {
    fail: [
      'resources: { limits: { nvidia.com/gpu: 1 } }\nenv: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]',
      'resources: { limits: { nvidia.com/gpu: 1 } }\nenv: [{ name: NVIDIA_VISIBLE_DEVICES, value: "0,1" }]',
    ],
    pass: [
      'resources: { limits: { nvidia.com/gpu: 1 } }\nenv: [{ name: NVIDIA_VISIBLE_DEVICES, value: void }]',
      'resources: { limits: { nvidia.com/gpu: 1 } }',
    ],
    unknown: [
      'resources: { limits: { nvidia.com/gpu: 1 } }\nenv: [{ name: NVIDIA_VISIBLE_DEVICES, value: "{{ .Values.gpus }}" }]',
    ],
  },
}
