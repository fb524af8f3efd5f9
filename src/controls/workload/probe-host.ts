import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const probeHost: Control<'container'> = {
  id: 'BH-0125',
  name: 'probe-host',
  title: 'Probe or hook makes the kubelet call another host',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: ['pod-security-standards:hostProbesAndHostLifecycle'],
  rationale:
    'The kubelet makes these calls from the node’s own network, past every NetworkPolicy of the pod: whoever writes the probe reaches local services of the node and the metadata service, and learns whether they answer.',
  remediation: 'Remove `host` from the probe or hook: without it the kubelet calls the pod itself.',
  applies: 'container',
  when: ({ pod }, platform) => isOnKubernetes(pod) && isAtLeast(platform.kubernetesVersion, '1.34'),
  check: (container) =>
    every(container.probes, ({ host, purpose }) =>
      forbid(
        host,
        (name) => name !== undefined && name !== '',
        `The ${purpose} call of container ${container.name} makes the kubelet call another host.`,
      ),
    ),
  examples: {
    fail: [
      'livenessProbe: { httpGet: { host: 127.0.0.1, path: /, port: 8080 } }',
      'lifecycle: { postStart: { httpGet: { host: 169.254.169.254, path: /metadata, port: 80 } } }',
      'readinessProbe: { tcpSocket: { host: 10.0.0.1, port: 22 } }',
    ],
    pass: [
      '{}',
      'livenessProbe: { httpGet: { path: /, port: 8080 } }',
      'livenessProbe: { exec: { command: [x] } }',
    ],
    unknown: ['livenessProbe: { httpGet: { host: "{{ .Values.host }}", path: /, port: 8080 } }'],
  },
}
