import { holdsCapability } from '../../ways/capabilities.ts'
import { podWith } from '../../examples/example-pods.ts'
import { nodesOf, openByPower, powerBarriers } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const sysAdminEscape: Technique<'container'> = {
  id: 'ESC_SYS_ADMIN',
  name: 'sys-admin-escape',
  title: 'SYS_ADMIN takes a container to its node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest', 'X.hypervisor', 'V.sandbox'],
  controls: [
    'capability-sys-admin-added',
    'capability-all-added',
    'untrusted-pod-without-sandbox',
    'may-run-as-root',
    'user-namespace-not-used',
  ],
  rationale:
    'The runtime’s seccomp profile opens with SYS_ADMIN: code mounts file systems, names a release agent where control groups are of version 1, and everywhere loads BPF programs that write into the memory of any process on the node, which AppArmor does not see. Root in a user namespace of its own has the capability in there only.',
  drift: {
    rejectedBy: 'baseline',
    field: 'capability',
    to: (container, terrain) => nodesOf(container.pod, terrain),
    barriers: powerBarriers,
  },
  find: (container, terrain) =>
    openByPower(container, terrain, {
      holding: [holdsCapability(container, 'SYS_ADMIN')],
      does: 'holds SYS_ADMIN',
    }),
  examples: {
    open: [
      'securityContext: { capabilities: { add: [SYS_ADMIN] } }',
      'securityContext: { capabilities: { add: [cap_sys_admin], drop: [ALL] } }',
      'securityContext: { capabilities: { add: [ALL] }, seccompProfile: { type: RuntimeDefault } }',
    ],
    barred: [
      {
        manifest: podWith('hostUsers: false', 'securityContext: { capabilities: { add: [SYS_ADMIN] } }'),
        facts: { nodeKernel: 'patched' },
      },
      {
        manifest: podWith(
          'runtimeClassName: kata-vm-isolation',
          'securityContext: { capabilities: { add: [SYS_ADMIN] } }',
        ),
        facts: { sandbox: 'patched' },
      },
    ],
    closed: [
      '{}',
      'securityContext: { capabilities: { add: [ALL], drop: [ALL] } }',
      'securityContext: { capabilities: { add: [SYS_ADMIN], drop: [SYS_ADMIN] } }',
    ],
    unknown: [
      'securityContext: { capabilities: { add: ["{{ .Values.capability }}"] } }',
      'securityContext: { capabilities: { add: [ALL], drop: ["{{ .Values.capability }}"] } }',
    ],
  },
}
