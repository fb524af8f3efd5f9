import type { Container } from '../../model/pod.ts'
import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const gpuWithoutRequest: Control<'container'> = {
  id: 'BH-0168',
  name: 'gpu-without-request',
  title: 'Container takes GPUs that it did not ask for',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.gpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Where the runtime honours `NVIDIA_VISIBLE_DEVICES`, this variable opens every GPU of the node to the container, among them those that the scheduler gave to other tenants, and their memory.',
  remediation:
    'Remove the variable and request `nvidia.com/gpu`. On the node set `accept-nvidia-visible-devices-envvar-when-unprivileged = false`.',
  applies: 'container',
  when: (container) => isOnKubernetes(container.pod) && !asksForGpu(container),
  check: (container) =>
    every(
      container.env.filter(({ name }) => isKnown(name, 'NVIDIA_VISIBLE_DEVICES')),
      ({ value }) =>
        forbid(
          value,
          (devices) => devices !== undefined && !harmless.has(devices),
          `Container ${container.name} takes GPUs that it did not ask for.`,
        ),
    ),
  examples: {
    fail: [
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]',
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "0,1" }]',
    ],
    pass: [
      '{}',
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: none }]',
      'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "" }]',
    ],
    unknown: ['env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "{{ .Values.devices }}" }]'],
  },
}

/** `none` loads the driver without a device, `void` and nothing do neither (NVIDIA container toolkit). */
const harmless: ReadonlySet<string> = new Set(['', 'none', 'void'])

function asksForGpu({ limits, requests, claims }: Container): boolean {
  return (
    claims.length > 0 || [...limits.keys(), ...requests.keys()].some((name) => name.startsWith('nvidia.com/'))
  )
}
