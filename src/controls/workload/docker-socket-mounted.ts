import type { Control } from '../control.ts'
import { forbidHostPaths, tellsPaths } from './host-paths.ts'

export const dockerSocketMounted: Control<'pod'> = {
  id: 'BH-0146',
  name: 'docker-socket-mounted',
  title: 'Pod mounts the Docker socket',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep'],
  vector: 'escape',
  references: [
    'cis-docker-1.6-docker-bench:5.32',
    'checkov:CKV_K8S_27',
    'trivy:KSV-0006',
    'kubescape:C-0074',
    'kube-linter:docker-sock',
    'owasp-docker:OWASP-DOCKER-1',
    'krol3-container-security-checklist:KROL3-docker-3',
    'krol3-container-security-checklist:KROL3-docker-4',
    'docker-security:daemon-attack-surface-3',
    'krol3-container-security-checklist:KROL3-runtime-2',
  ],
  differs: {
    'checkov:CKV_K8S_27': 'Checkov knows `/var/run/docker.sock` alone; the socket has other paths.',
    'trivy:KSV-0006': 'Trivy knows `/var/run/docker.sock` alone; the socket has other paths.',
    'kubescape:C-0074': 'Kubescape knows `/var/run/docker.sock` alone; the socket has other paths.',
  },
  rationale:
    'Who talks to the Docker daemon starts a privileged container with the node’s disk in it. Mounted read-only the socket still takes every command.',
  remediation:
    'Remove the volume. Build images with a rootless builder, and watch containers from a platform agent.',
  applies: 'pod',
  when: (pod) => tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(pod, isBad, (paths) => `${pod.kind} ${pod.name} mounts the Docker socket ${paths}.`),
  examples: {
    fail: [
      'volumes: [{ name: docker, hostPath: { path: /var/run/docker.sock } }]',
      'volumes: [{ name: docker, hostPath: { path: /run/docker.sock, type: Socket } }]',
    ],
    pass: ['{}', 'volumes: [{ name: cache, hostPath: { path: /mnt/docker } }]'],
    unknown: [],
  },
}

function isBad(path: string): boolean {
  return path.endsWith('docker.sock')
}
