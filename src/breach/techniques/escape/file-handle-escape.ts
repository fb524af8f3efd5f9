import { holdsCapability } from '../../ways/capabilities.ts'
import { openByPower } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const fileHandleEscape: Technique<'container'> = {
  id: 'ESC_DAC_READ_SEARCH',
  name: 'file-handle-escape',
  title: 'A container opens files of its node by handle',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest', 'X.hypervisor', 'V.sandbox'],
  controls: [
    'capability-past-files-added',
    'capability-all-added',
    'untrusted-pod-without-sandbox',
    'may-run-as-root',
    'user-namespace-not-used',
  ],
  rationale:
    'Files such as /etc/hosts are bound into every container from the node’s disk. With DAC_READ_SEARCH `open_by_handle_at` opens any other file of that disk by its number (“shocker”), and root reads and writes it: a job of root’s, a key of the kubelet’s. The runtime’s seccomp profile lets the call through to whoever holds the capability.',
  find: (container, terrain) =>
    openByPower(container, terrain, {
      holding: [holdsCapability(container, 'DAC_READ_SEARCH')],
      does: 'holds DAC_READ_SEARCH',
    }),
  examples: {
    open: [
      'securityContext: { capabilities: { add: [DAC_READ_SEARCH] } }',
      'securityContext: { capabilities: { add: [cap_dac_read_search], drop: [ALL] } }',
    ],
    barred: [
      {
        manifest:
          'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { add: [DAC_READ_SEARCH] } }',
        facts: { nodeKernel: 'patched' },
      },
    ],
    // DAC_OVERRIDE is granted by default and opens no handle.
    closed: ['{}', 'securityContext: { capabilities: { add: [DAC_OVERRIDE] } }'],
    unknown: [
      {
        manifest: 'securityContext: { runAsUser: 1000, capabilities: { add: [DAC_READ_SEARCH] } }',
        facts: { nodeKernel: 'patched' },
      },
    ],
  },
}
