import type { Control } from '../control.ts'
import { forbidHostPaths, isAtOrBelow, normalisePath, tellsPaths } from './host-paths.ts'

export const nodeStateMounted: Control<'pod'> = {
  id: 'BH-0145',
  name: 'node-state-mounted',
  title: 'Pod mounts state of the kubelet or the runtime',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep', 'A.node'],
  vector: 'escape',
  references: [],
  rationale:
    'Here lie the kubelet’s credentials, the tokens and secrets of every pod on the node, the runtime’s sockets and the images that other containers start from. A parent folder is as good as the folder itself.',
  remediation: 'Remove the hostPath volume, or name a folder of the workload’s own.',
  applies: 'pod',
  when: (pod) => tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(
      pod,
      isBad,
      (paths) => `${pod.kind} ${pod.name} mounts ${paths}, which holds state of its node.`,
    ),
  examples: {
    fail: [
      'volumes: [{ name: kubelet, hostPath: { path: /var/lib/kubelet/pods } }]',
      'volumes: [{ name: var, hostPath: { path: /var } }]',
      'volumes: [{ name: run, hostPath: { path: /var/run } }]',
      'volumes: [{ name: kubernetes, hostPath: { path: /etc/kubernetes } }]',
    ],
    pass: [
      '{}',
      'volumes: [{ name: cache, hostPath: { path: /var/lib/models } }]',
      'volumes: [{ name: log, hostPath: { path: /var/log/llm } }]',
    ],
    unknown: [],
  },
}

/** Folders of the node's own state: what lies below them is bad to mount, and so is what they lie in. */
const stateFolders: readonly string[] = [
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/cni',
  '/var/lib/waagent',
  '/etc/kubernetes',
  '/etc/containerd',
  '/etc/cni',
  '/etc/cron.d',
  '/etc/systemd',
  '/root',
  '/run/containerd',
  '/proc/1',
  '/proc/sys',
  '/sys/fs/cgroup',
  '/sys/kernel',
]

/** Judged with the system directories. */
const judgedElsewhere: ReadonlySet<string> = new Set(['/', '/etc', '/proc', '/sys'])

/** Takes a normalised path. */
export function isNodeState(path: string): boolean {
  if (judgedElsewhere.has(path) || path.endsWith('.sock')) return false
  return stateFolders.some((folder) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path))
}

function isBad(path: string): boolean {
  return isNodeState(normalisePath(path))
}
