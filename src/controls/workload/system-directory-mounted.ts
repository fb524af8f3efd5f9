import type { Control } from '../control.ts'
import { forbidHostPaths, normalisePath, tellsPaths } from './host-paths.ts'

export const systemDirectoryMounted: Control<'pod'> = {
  id: 'BH-0144',
  name: 'system-directory-mounted',
  title: 'Pod mounts a system directory of its node',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep'],
  vector: 'escape',
  references: [
    'cis-docker-1.6-docker-bench:5.6',
    'trivy:KSV-0121',
    'kube-linter:sensitive-host-mounts',
    'krol3-container-security-checklist:KROL3-data-4',
    'docker-security:daemon-attack-surface-2',
  ],
  rationale:
    'Through the node’s root, /etc, /proc, /dev or its programs hostile code reads the credentials of every pod, plants a job or a library that the node runs as root, or writes the disk itself.',
  remediation: 'Remove the hostPath volume. Agents that need the node run as platform pods, read-only.',
  applies: 'pod',
  when: (pod) => tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(pod, isBad, (paths) => `${pod.kind} ${pod.name} mounts ${paths} of its node.`),
  examples: {
    fail: [
      'volumes: [{ name: node, hostPath: { path: / } }]',
      'volumes: [{ name: etc, hostPath: { path: /etc/ } }]',
      'volumes: [{ name: proc, hostPath: { path: /proc } }, { name: sys, hostPath: { path: /sys } }]',
    ],
    pass: ['{}', 'volumes: [{ name: cache, hostPath: { path: /mnt/models } }]'],
    unknown: [],
  },
}

const systemDirectories: ReadonlySet<string> = new Set([
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/proc',
  '/sys',
  '/usr',
  '/var/lib/docker',
])

function isBad(path: string): boolean {
  return systemDirectories.has(normalisePath(path))
}
