import type { Control } from '../control.ts'
import { fail } from '../verdict.ts'
import { forbidHostPaths } from './host-paths.ts'

export const hostPathVolume: Control<'pod'> = {
  id: 'BH-0106',
  name: 'host-path-volume',
  title: "Pod has a volume from its node's file system",
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:hostPathVolumes',
    'pod-security-standards:restrictedVolumes',
    'trivy:KSV-0023',
    'kubescape:C-0048',
    'polaris:hostPathSet',
    'krol3-container-security-checklist:KROL3-image-hardening-8',
    'cis-1.12:5.2.11',
    'cis-1.11:5.2.12',
    'defender-for-containers:f0debc84-981c-4a0d-924d-aa4bd7d55fef',
    'docker-security:daemon-attack-surface-2',
    'azure-policy:098fc59e-46c7-4d99-9b16-64990e543d75',
  ],
  rationale:
    'A hostPath is the node’s own file system, seen by every pod that names the same path: code reads what other tenants and the node leave there, or leaves files that they will run.',
  remediation:
    'Use a PersistentVolumeClaim, an `emptyDir` or an image volume. Put model caches on a volume of the tenant’s own.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod) => {
    const bad = pod.volumes.filter(({ type }) => type === 'hostPath')
    if (bad.length === 0) {
      return forbidHostPaths(
        pod,
        () => false,
        () => '',
      )
    }
    return fail(
      `${pod.kind} ${pod.name} mounts a path of its node.`,
      ...bad.map((volume) => ('origin' in volume.hostPath ? volume.hostPath.origin : volume.origin)),
    )
  },
  examples: {
    fail: [
      'volumes: [{ name: cache, hostPath: { path: /var/cache/models } }]',
      'volumes: [{ name: cache, hostPath: { path: "{{ .Values.cache }}" } }]',
    ],
    pass: [
      '{}',
      'volumes: [{ name: cache, emptyDir: {} }, { name: model, persistentVolumeClaim: { claimName: model } }]',
    ],
    unknown: [],
  },
}
