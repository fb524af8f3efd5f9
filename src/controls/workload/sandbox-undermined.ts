import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid, worst } from '../verdict.ts'
import { forbidHostPaths } from './host-paths.ts'
import { sandboxVerdict } from './sandbox.ts'
import { isOnKubernetes } from './security-context.ts'

export const sandboxUndermined: Control<'pod'> = {
  id: 'BH-0175',
  name: 'sandbox-undermined',
  title: 'Sandboxed pod reaches around its sandbox',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: [],
  rationale:
    'A virtual machine around the pod is worth what it shares with the node. A host path is handed in as it is, and namespaces of the node either break the sandbox or do nothing but look dangerous.',
  remediation: 'Remove hostPath volumes and host namespaces from pods with a sandboxing runtime class.',
  applies: 'pod',
  when: isSandboxed,
  check: (pod) => {
    const subject = `Sandboxed ${pod.kind} ${pod.name}`
    return worst([
      forbidHostPaths(
        pod,
        () => true,
        (paths) => `${subject} mounts ${paths} of its node.`,
      ),
      forbid(pod.hostNetwork, (on) => on, `${subject} uses its node's network.`),
      forbid(pod.hostPID, (on) => on, `${subject} shares its node's process ids.`),
      forbid(pod.hostIPC, (on) => on, `${subject} shares its node's IPC namespace.`),
    ])
  },
  examples: {
    fail: [
      'runtimeClassName: kata-vm-isolation\nvolumes: [{ name: cache, hostPath: { path: /mnt/models } }]',
      'runtimeClassName: kata-vm-isolation\nhostNetwork: true',
    ],
    pass: [
      'runtimeClassName: kata-vm-isolation',
      'runtimeClassName: gvisor\nvolumes: [{ name: cache, emptyDir: {} }]',
    ],
    unknown: ['runtimeClassName: kata-vm-isolation\nhostNetwork: {{ .Values.hostNetwork }}'],
  },
}

function isSandboxed(pod: Pod, platform: Platform): boolean {
  return isOnKubernetes(pod) && sandboxVerdict(pod, platform).verdict === 'pass'
}
