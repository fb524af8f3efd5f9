import type { Control } from '../control.ts'
import { forbidLiteral } from './environment.ts'

const harmless = new Set(['', 'none', 'void'])

export const allGpusVisible: Control<'container'> = {
  id: 'BH-0265',
  name: 'all-gpus-visible',
  title: 'Container picks its GPUs itself',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.gpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The NVIDIA runtime mounts the GPUs that this variable names, past the scheduler and the device plugin: the container reaches GPUs that belong to others, and their memory.',
  remediation:
    'Remove the variable, ask for GPUs by `resources.limits`, and configure the runtime to accept device lists from volume mounts only.',
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      ({ name, value }) => name === 'NVIDIA_VISIBLE_DEVICES' && !harmless.has(value),
      () => `Container ${container.name} picks its GPUs itself.`,
    ),
  examples: {
    fail: [
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]',
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "0,1" }]',
    ],
    pass: ['env: [{ name: NVIDIA_VISIBLE_DEVICES, value: void }]', '{}'],
    unknown: ['env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "{{ .Values.gpus }}" }]'],
  },
}
