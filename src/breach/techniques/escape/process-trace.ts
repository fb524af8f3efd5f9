import { appArmorSwitch } from '../../barriers/kernel.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { holdsCapability } from '../../ways/capabilities.ts'
import { openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { sharesProcesses } from '../../nodes/host-namespaces.ts'
import { mayRunLinux } from '../../nodes/linux.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const processTrace: Technique<'container'> = {
  id: 'ESC_SYS_PTRACE',
  name: 'process-trace',
  title: 'A container writes its code into the node’s processes',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611', 'T1055'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.lsm', 'X.guest'],
  controls: [
    'host-pid',
    'capability-into-kernel-added',
    'capability-all-added',
    'apparmor-unconfined',
    'may-run-as-root',
  ],
  rationale:
    'With the node’s process ids in view and SYS_PTRACE, root in the container attaches to a process of root on the node and makes it run what he likes. Nothing more is needed, not SYS_ADMIN either; AppArmor’s default profile lets a container trace only what it confines as well.',
  find: (container, terrain) => {
    const { name, pod } = container
    if (!mayRunLinux(pod)) return []
    return openWhere([sharesProcesses(container), holdsCapability(container, 'SYS_PTRACE')], () => ({
      to: nodesOf(pod, terrain),
      how: `Container ${name} sees the processes of its node and may trace each of them.`,
      barriers: [...rootBarriers(container, terrain), ...appArmorSwitch(container, terrain)],
    }))
  },
  examples: {
    open: [
      podWith(
        'hostPID: true',
        'securityContext: { capabilities: { add: [SYS_PTRACE] }, appArmorProfile: { type: Unconfined } }',
      ),
      {
        manifest: podWith('hostPID: true', 'securityContext: { capabilities: { add: [CAP_SYS_PTRACE] } }'),
        facts: { appArmor: 'absent' },
      },
    ],
    barred: [
      {
        manifest: podWith(
          'hostPID: true',
          'securityContext: { capabilities: { add: [SYS_PTRACE] }, appArmorProfile: { type: RuntimeDefault } }',
        ),
        facts: { nodeKernel: 'patched' },
      },
      {
        manifest: podWith('hostPID: true', 'securityContext: { capabilities: { add: [SYS_PTRACE] } }'),
        facts: { nodeKernel: 'patched', appArmor: 'enabled' },
      },
    ],
    closed: ['securityContext: { capabilities: { add: [SYS_PTRACE] } }', podWith('hostPID: true')],
    unknown: [
      podWith('hostPID: true', 'securityContext: { capabilities: { add: [SYS_PTRACE] } }'),
      podWith('hostPID: true', 'securityContext: { capabilities: { add: ["{{ .cap }}"] } }'),
    ],
  },
}
