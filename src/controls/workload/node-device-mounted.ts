import type { Control } from '../control.ts'
import { forbidHostPaths, isAtOrBelow, normalisePath, tellsPaths } from './host-paths.ts'
import { isOnKubernetes } from './security-context.ts'

export const nodeDeviceMounted: Control<'pod'> = {
  id: 'BH-0166',
  name: 'node-device-mounted',
  title: 'Pod mounts a device past the device plugins',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['Q.gpu', 'D.sep'],
  vector: 'escape',
  references: [],
  rationale:
    'A device file from the node goes around the scheduler and the device plugin: several tenants end up on one GPU without knowing, and hostile code talks to a driver that nobody granted it.',
  remediation:
    'Remove the hostPath and request the device as a resource, such as `nvidia.com/gpu`. For shared memory mount an `emptyDir` with `medium: Memory`.',
  applies: 'pod',
  when: (pod) => isOnKubernetes(pod) && tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(
      pod,
      isBad,
      (paths) => `${pod.kind} ${pod.name} mounts ${paths} past the device plugins.`,
    ),
  examples: {
    fail: [
      'volumes: [{ name: gpu, hostPath: { path: /dev/nvidia0 } }]',
      'volumes: [{ name: shm, hostPath: { path: /dev/shm } }]',
      'volumes: [{ name: plugins, hostPath: { path: /run/nvidia/mps } }]',
    ],
    pass: ['{}', 'volumes: [{ name: dev, hostPath: { path: /devices } }]'],
    unknown: [],
  },
}

/** `/dev` itself is judged with the system directories, the kubelet's folder with the node's state. */
function isDevice(path: string): boolean {
  return path !== '/dev' && (isAtOrBelow(path, '/dev') || isAtOrBelow(path, '/run/nvidia'))
}

function isBad(path: string): boolean {
  return isDevice(normalisePath(path))
}
