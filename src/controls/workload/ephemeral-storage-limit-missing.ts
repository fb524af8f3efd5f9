import type { Control } from '../control.ts'
import { limitVerdict } from './limits.ts'

export const ephemeralStorageLimitMissing: Control<'container'> = {
  id: 'BH-0260',
  name: 'ephemeral-storage-limit-missing',
  title: 'Container may fill the disk of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.eph'],
  vector: 'misconfigured-container',
  references: ['owasp-docker:OWASP-DOCKER-7'],
  rationale:
    'What a container writes beside its volumes, and what it logs, lies on the node’s disk. Without a limit hostile code fills it, and the kubelet evicts neighbours to make room.',
  remediation: 'Set `resources.limits.ephemeral-storage`, or a LimitRange default in the namespace.',
  applies: 'container',
  when: (container, platform) =>
    container.role === 'main' &&
    container.pod.orchestrator === 'kubernetes' &&
    platform.trustOf(container) === 'untrusted',
  check: (container, platform) => limitVerdict(container, 'ephemeral-storage', platform),
  examples: {
    fail: ['{}', 'resources: { limits: { memory: 1Gi } }'],
    pass: ['resources: { limits: { ephemeral-storage: 2Gi } }'],
    unknown: ['resources: {{ toYaml .Values.resources }}'],
  },
}
