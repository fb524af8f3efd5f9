import { openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { sharesMemory } from '../../nodes/host-namespaces.ts'
import { mayRunLinux } from '../../nodes/linux.ts'
import { sharedMemoryPosition } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const nodeMemoryShare: Technique<'container'> = {
  id: 'ESC_HOSTIPC',
  name: 'node-memory-share',
  title: 'A container uses the shared memory of its node',
  from: 'container',
  to: ['shared-memory'],
  guarantees: ['isolation'],
  attack: ['T1559'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy'],
  controls: ['host-ipc'],
  rationale:
    'In the node’s IPC namespace lie /dev/shm and the segments of every pod that asked for it too: GPU workers exchange tensors, prompts and results there, and code reads and changes them. Pods with an IPC namespace of their own are out of reach, and so is root on the node.',
  drift: {
    rejectedBy: 'baseline',
    field: 'host-ipc',
    to: ({ pod }, terrain) => onItsPools(pod, terrain, sharedMemoryPosition),
  },
  find: (container, terrain) =>
    mayRunLinux(container.pod)
      ? openWhere([sharesMemory(container)], () => ({
          to: onItsPools(container.pod, terrain, sharedMemoryPosition),
          how: `Container ${container.name} shares its node’s IPC namespace.`,
          barriers: [],
        }))
      : [],
  examples: {
    open: [podWith('hostIPC: true'), podWith('hostIPC: on')],
    barred: [],
    closed: ['{}', podWith('hostIPC: false')],
    unknown: [podWith('hostIPC: "{{ .Values.host }}"')],
  },
}
