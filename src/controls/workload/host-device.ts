import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const hostDevice: Control<'pod'> = {
  id: 'BH-0809',
  name: 'host-device',
  title: 'Container gets a device of its host',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: ['cis-docker-1.6-docker-bench:5.18'],
  rationale:
    'A device is a door into the host’s kernel: hostile code reads and writes disks past their file systems, or reaches the driver with whatever flaw it has.',
  remediation:
    'Remove `devices`. Reserve GPUs under `deploy.resources.reservations.devices` instead of mapping them.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) =>
    every(pod.docker?.hostDevices ?? [], (device) =>
      forbid(device, (path) => path.startsWith('/'), `${pod.kind} ${pod.name} gets a device of its host.`),
    ),
  examples: {
    fail: ['services: { llm: { image: llm, devices: ["/dev/sda:/dev/sda"] } }'],
    pass: [
      'services: { llm: { image: llm } }',
      'services: { llm: { image: llm, devices: ["nvidia.com/gpu=all"] } }',
    ],
    unknown: ['services: { llm: { image: llm, devices: ["${DEVICE}"] } }'],
  },
}
