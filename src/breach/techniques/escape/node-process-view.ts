import type { Container } from '../../../model/pod.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { holdsCapability } from '../../ways/capabilities.ts'
import { type Condition, openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { sharesProcesses } from '../../nodes/host-namespaces.ts'
import { mayRunLinux } from '../../nodes/linux.ts'
import { neighboursPosition, processesPosition } from '../../steps/position.ts'
import { lookAtProcesses } from '../../ways/process-view.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'
import { anyUser } from '../../ways/process-users.ts'

export const nodeProcessView: Technique<'container'> = {
  id: 'ESC_HOSTPID',
  name: 'node-process-view',
  title: 'A container sees the processes of its node',
  from: 'container',
  to: ['processes', 'neighbours'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1552.007'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'X.guest'],
  controls: ['host-pid', 'may-run-as-root'],
  rationale:
    'In the node’s process ids code reads environment, memory maps and, through /proc/PID/root, the files of processes that run as the same user with no more capabilities: tokens and data of other pods. Root becomes any user for that, and stops any process. Processes of the node itself and of privileged pods hold more than it and stay shut without SYS_PTRACE: it does not make root on the node.',
  drift: {
    rejectedBy: 'baseline',
    field: 'host-pid',
    to: ({ pod }, terrain) => onItsPools(pod, terrain, (pool) => processesPosition(pool, anyUser)),
    barriers: rootBarriers,
  },
  find: (container, terrain) => {
    if (!mayRunLinux(container.pod)) return []
    const sees = sharesProcesses(container)
    return [...lookAtProcesses(container, sees, terrain), ...stopping(container, sees, terrain)]
  },
  examples: {
    open: [podWith('hostPID: true'), podWith('hostPID: true', 'securityContext: { runAsUser: 1000 }')],
    barred: [],
    closed: [podWith('hostPID: false'), podWith('shareProcessNamespace: true')],
    unknown: [
      podWith('hostPID: "{{ .Values.host }}"'),
      podWith('hostPID: true', 'securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false }'),
    ],
  },
}

function stopping(container: Container, sees: Condition, terrain: Terrain): readonly Opening[] {
  return openWhere([holdsCapability(container, 'KILL'), sees], () => ({
    to: onItsPools(container.pod, terrain, neighboursPosition),
    how: `Container ${container.name} may stop any process of its node.`,
    barriers: rootBarriers(container, terrain),
  }))
}
