import type { Control } from '../control.ts'
import { forbidSettings, settingsOf } from './security-context.ts'

export const windowsHostProcess: Control<'pod'> = {
  id: 'BH-0124',
  name: 'windows-host-process',
  title: 'Windows container runs as a process of its node',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.psa'],
  vector: 'escape',
  references: [
    'pod-security-standards:windowsHostProcess',
    'trivy:KSV-0103',
    'polaris:hostProcess',
    'cis-1.12:5.2.10',
    'cis-1.11:5.2.11',
    'azure-policy:077f0ce1-86d6-4058-bc60-de05067e8622',
  ],
  rationale:
    'A HostProcess container is no container: its code runs on the Windows node itself, with the node’s file system, network and every other pod’s data.',
  remediation: 'Remove `windowsOptions.hostProcess: true`.',
  applies: 'pod',
  check: (pod) =>
    forbidSettings(
      settingsOf(pod, ({ windows }) => windows.hostProcess),
      (on) => on,
      `${pod.kind} ${pod.name} runs as a process of its Windows node`,
    ),
  examples: {
    fail: [
      'securityContext: { windowsOptions: { hostProcess: true } }',
      'containers: [{ name: server, image: llm, securityContext: { windowsOptions: { hostProcess: true } } }]',
    ],
    pass: ['{}', 'securityContext: { windowsOptions: { hostProcess: false } }'],
    unknown: ['securityContext: { windowsOptions: { hostProcess: {{ .Values.hostProcess }} } }'],
  },
}
