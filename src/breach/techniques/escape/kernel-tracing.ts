import { holdsCapability } from '../../ways/capabilities.ts'
import { nodeFilesPosition } from '../../steps/position.ts'
import { openByPower } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const kernelTracing: Technique<'container'> = {
  id: 'ESC_BPF',
  name: 'kernel-tracing',
  title: 'A container traces the kernel of its node',
  from: 'container',
  to: ['node-files'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest', 'X.hypervisor', 'V.sandbox'],
  controls: [
    'capability-into-kernel-added',
    'capability-all-added',
    'untrusted-pod-without-sandbox',
    'may-run-as-root',
    'user-namespace-not-used',
  ],
  rationale:
    'With BPF and PERFMON code hangs programs into the kernel that read its memory and that of every process: what the kubelet and the other containers hold, keys and tokens among it. To write there takes SYS_ADMIN, and each of the two alone reads no memory. The runtime’s seccomp profile lets the calls through to whoever holds the capabilities.',
  find: (container, terrain) =>
    openByPower(container, terrain, {
      holding: [holdsCapability(container, 'BPF'), holdsCapability(container, 'PERFMON')],
      does: 'may read the memory of its node’s kernel',
      positionOf: nodeFilesPosition,
    }),
  examples: {
    open: [
      'securityContext: { capabilities: { add: [BPF, PERFMON] } }',
      'securityContext: { capabilities: { add: [CAP_BPF, CAP_PERFMON] }, seccompProfile: { type: RuntimeDefault } }',
    ],
    barred: [
      {
        manifest:
          'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { add: [BPF, PERFMON] } }',
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: ['{}', 'securityContext: { capabilities: { add: [BPF] } }'],
    unknown: ['securityContext: { capabilities: { add: [BPF, "{{ .Values.capability }}"] } }'],
  },
}
