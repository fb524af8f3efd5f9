import { rootGroupBarriers } from '../../barriers/user.ts'
import { openWhere } from '../../steps/condition.ts'
import { podMountingNode } from '../../examples/example-pods.ts'
import { findMount } from '../../ways/host-mounts.ts'
import { holdsPodVolumes } from '../../nodes/node-paths.ts'
import { volumesPosition } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const podVolumesRead: Technique<'container'> = {
  id: 'ESC_HOSTPATH_TOKENS',
  name: 'pod-volumes-read',
  title: 'A container reads the volumes of other pods',
  from: 'container',
  to: ['volumes'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1552.007'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'X.guest'],
  controls: [
    'host-path-volume',
    'system-directory-mounted',
    'node-state-mounted',
    'sandbox-undermined',
    'may-run-as-root',
    'persistent-volume-on-node',
  ],
  rationale:
    'The kubelet lays the volumes of all pods of a node below /var/lib/kubelet/pods: their tokens, secrets and data, in plain text. Whoever sees the folder, a parent of it or one in it has them, read-only or not. The folder is for root and root’s group.',
  find: (container, terrain) => {
    const found = findMount(container, { isMeant: holdsPodVolumes, toWrite: false }, terrain.platform)
    if (found === undefined) return []
    return openWhere([found.condition], () => ({
      to: onItsPools(container.pod, terrain, volumesPosition),
      how: `Container ${container.name} sees ${found.path} of its node, with the volumes of every pod there.`,
      barriers: rootGroupBarriers(container, terrain),
    }))
  },
  examples: {
    open: [
      mounting('/var/lib/kubelet/pods', '{}'),
      mounting('/var/lib', '{}'),
      mounting('/var/lib/kubelet/pods/0d6c/volumes', '{}'),
    ],
    barred: [
      {
        manifest: mounting(
          '/var/lib/kubelet/pods',
          '{ runAsUser: 1000, runAsGroup: 1000, allowPrivilegeEscalation: false }',
        ),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: ['{}', mounting('/var/lib/kubelet/plugins', '{}'), mounting('/var/lib/kubelet-pods', '{}')],
    unknown: [
      mounting('"{{ .Values.path }}"', '{}'),
      // Without a group of its own the user is in root's.
      {
        manifest: mounting('/var/lib/kubelet', '{ runAsUser: 1000, allowPrivilegeEscalation: false }'),
        facts: { nodeKernel: 'patched' },
      },
    ],
  },
}

function mounting(path: string, securityContext: string): string {
  return podMountingNode(path, { mount: 'readOnly: true', container: `securityContext: ${securityContext}` })
}
