import type { Control } from '../control.ts'
import { forbidHostPaths, normalisePath, tellsPaths } from './host-paths.ts'

export const runtimeSocketMounted: Control<'pod'> = {
  id: 'BH-0147',
  name: 'runtime-socket-mounted',
  title: 'Pod mounts a socket of the container runtime',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep'],
  vector: 'escape',
  references: ['kubescape:C-0074', 'krol3-container-security-checklist:KROL3-runtime-2'],
  rationale:
    'On their sockets containerd, CRI-O, Podman and BuildKit do what the kubelet asks: start any container with any mount, and enter those of other tenants.',
  remediation: 'Remove the volume. Only the platform’s own node agents talk to the runtime.',
  applies: 'pod',
  when: (pod) => tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(pod, isBad, (paths) => `${pod.kind} ${pod.name} mounts the runtime's socket ${paths}.`),
  examples: {
    fail: [
      'volumes: [{ name: runtime, hostPath: { path: /run/containerd/containerd.sock } }]',
      'volumes: [{ name: runtime, hostPath: { path: /var/run/crio/crio.sock } }]',
      'volumes: [{ name: kubelet, hostPath: { path: /var/lib/kubelet/device-plugins/kubelet.sock } }]',
      'volumes: [{ name: docker, hostPath: { path: /var/run/docker } }]',
    ],
    pass: ['{}', 'volumes: [{ name: app, hostPath: { path: /mnt/app/app.sock } }]'],
    unknown: [],
  },
}

const socketNames =
  /\/(?:containerd|crio|podman|dockershim|cri-dockerd|buildkitd|kubelet|frakti|rktlet|nri)\.sock$/

function isRuntimeSocket(path: string): boolean {
  return socketNames.test(path) || path === '/run/docker'
}

function isBad(path: string): boolean {
  return isRuntimeSocket(normalisePath(path))
}
