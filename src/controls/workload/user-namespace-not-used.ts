import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { sandboxVerdict } from './sandbox.ts'
import { isLinux, isOnKubernetes } from './security-context.ts'

export const userNamespaceNotUsed: Control<'pod'> = {
  id: 'BH-0162',
  name: 'user-namespace-not-used',
  title: "Untrusted code shares its node's user ids",
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.userns'],
  vector: 'escape',
  references: [
    'krol3-container-security-checklist:KROL3-docker-6',
    'docker-security:other-kernel-features-2',
  ],
  rationale:
    'Without a user namespace root of the container is root of the node once it gets out, and its capabilities count there. With one, an escape ends as nobody: several runtime escapes of the last years fail on it.',
  remediation:
    'Set `hostUsers: false` on the pod (Kubernetes 1.33 or later, a file system with id-mapped mounts).',
  applies: 'pod',
  when: isAsked,
  check: (pod) =>
    forbid(pod.hostUsers, (on) => on, `${pod.kind} ${pod.name} shares the user ids of its node.`),
  fix: { safe: false, set: { hostUsers: false } },
  examples: {
    fail: ['{}', 'hostUsers: true', 'runtimeClassName: nvidia'],
    pass: ['hostUsers: false'],
    unknown: ['hostUsers: {{ .Values.hostUsers }}'],
  },
}

/** On by default since 1.33; a pod with a kernel of its own has no user ids of the node to share. */
function isAsked(pod: Pod, platform: Platform): boolean {
  return (
    isOnKubernetes(pod) &&
    isLinux(pod) &&
    isAtLeast(platform.kubernetesVersion, '1.33') &&
    platform.trustOf(pod) === 'untrusted' &&
    sandboxVerdict(pod, platform).verdict !== 'pass'
  )
}
