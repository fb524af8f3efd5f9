import { rootGroupBarriers } from '../../barriers/user.ts'
import { sandboxDoubt, sandboxOf } from '../../barriers/sandbox.ts'
import { type Condition, openWhere } from '../../steps/condition.ts'
import { podMountingNode } from '../../examples/example-pods.ts'
import { findMount } from '../../ways/host-mounts.ts'
import { holdsCommandSocket } from '../../nodes/node-paths.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Pod } from '../../../model/pod.ts'
import type { Terrain } from '../../terrain.ts'

export const runtimeSocket: Technique<'container'> = {
  id: 'ESC_RUNTIME_SOCKET',
  name: 'runtime-socket',
  title: 'A container commands the runtime of its node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1610'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'V.sandbox', 'K.nonroot'],
  controls: [
    'runtime-socket-mounted',
    'docker-socket-mounted',
    'node-state-mounted',
    'may-run-as-root',
    'untrusted-pod-without-sandbox',
    'host-path-volume',
    'persistent-volume-on-node',
  ],
  rationale:
    'On its socket the runtime starts whatever container it is asked for, with the node’s disk in it; systemd, on its own and on the system bus, starts any command. A mount of the folder is as good as one of the socket, and read-only keeps nobody from connecting. The sockets are for root and its group, and they lead nowhere out of a virtual machine.',
  find: (container, terrain) => {
    const found = findMount(container, { isMeant: holdsCommandSocket, toWrite: false }, terrain.platform)
    if (found === undefined) return []
    return openWhere([isOnItsKernel(container.pod, terrain), found.condition], () => ({
      to: nodesOf(container.pod, terrain),
      how: `Container ${container.name} finds a socket that root’s commands go through in ${found.path} of its node.`,
      barriers: rootGroupBarriers(container, terrain),
    }))
  },
  examples: {
    open: [
      podMountingNode('/run/containerd/containerd.sock', { mount: 'readOnly: true' }),
      podMountingNode('/var/run/docker.sock', { mount: 'readOnly: true' }),
      podMountingNode('/run', { mount: 'readOnly: true' }),
      podMountingNode('/var/run/dbus'),
      podMountingNode('/', { mount: 'readOnly: true, recursiveReadOnly: Enabled' }),
      podMountingNode('/run', { mount: 'subPath: containerd' }),
    ],
    barred: [
      {
        manifest: podMountingNode('/run/containerd', {
          container:
            'securityContext: { runAsUser: 1000, runAsGroup: 1000, allowPrivilegeEscalation: false }',
        }),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      '{}',
      podMountingNode('/mnt/app/app.sock'),
      podMountingNode('/var', { mount: 'readOnly: true' }),
      podMountingNode('/run/containerd', { spec: 'runtimeClassName: kata-vm-isolation' }),
    ],
    unknown: [
      {
        manifest: podMountingNode('/run/containerd', {
          container: 'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false }',
        }),
        facts: { nodeKernel: 'patched' },
      },
      podMountingNode('/run/containerd', { spec: 'runtimeClassName: "{{ .Values.class }}"' }),
    ],
  },
}

/** Shared file systems show a socket in the guest, and nobody listens there. */
function isOnItsKernel(pod: Pod, terrain: Terrain): Condition {
  const is = ({ yes: 'no', no: 'yes', unknown: 'unknown' } as const)[sandboxOf(pod, terrain)]
  return is === 'unknown' ? { is, ...sandboxDoubt(pod) } : { is, question: '' }
}
