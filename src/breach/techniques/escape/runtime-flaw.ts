import { runtimeBarrier, userNamespaceSwitch } from '../../barriers/kernel.ts'
import { podWith } from '../../examples/example-pods.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { nodesOf, sandboxBarriersOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const runtimeFlaw: Technique<'container'> = {
  id: 'ESC_RUNTIME_CVE',
  name: 'runtime-flaw',
  title: 'A flaw of the container runtime opens the node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment'],
  attack: ['T1611'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['X.runtime', 'R.patch', 'K.userns', 'V.sandbox', 'X.hypervisor'],
  controls: ['untrusted-pod-without-sandbox', 'user-namespace-not-used'],
  rationale:
    'The runtime, containerd with runc, starts, copies and enters containers as root of the node. One before runc 1.2.8 and 1.3.3 lets an image write through its mounts to the node (CVE-2025-31133, CVE-2025-52565, CVE-2025-52881), one before 1.1.12 leaks a descriptor of the node (CVE-2024-21626). Code that gets out so is root’s no longer where its pod has a user namespace of its own, and in a sandbox it is in the guest.',
  find: (container, terrain) =>
    openWays({
      to: nodesOf(container.pod, terrain),
      how: `The runtime starts container ${container.name} as root of the node.`,
      barriers: [
        ...runtimeBarrier(terrain),
        ...userNamespaceSwitch(container, terrain),
        ...sandboxBarriersOf(container.pod, terrain),
      ],
    }),
  examples: {
    open: [{ manifest: '{}', facts: { containerRuntime: 'outdated' } }],
    barred: [
      { manifest: '{}', facts: { containerRuntime: 'patched' } },
      {
        manifest: podWith('hostUsers: false'),
        facts: { containerRuntime: 'outdated', nodeKernel: 'patched' },
      },
      {
        manifest: podWith('runtimeClassName: kata-vm-isolation'),
        facts: { containerRuntime: 'outdated', sandbox: 'patched' },
      },
    ],
    closed: [],
    unknown: ['{}'],
  },
}
