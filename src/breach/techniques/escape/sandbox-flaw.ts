import { sandboxBarriers, sandboxOf } from '../../barriers/sandbox.ts'
import { podWith } from '../../examples/example-pods.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const sandboxFlaw: Technique<'container'> = {
  id: 'ESC_SANDBOX',
  name: 'sandbox-flaw',
  title: 'Flaws of guest kernel and hypervisor open the node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'escape',
  barriers: ['X.guest', 'X.hypervisor'],
  controls: ['sandbox-undermined'],
  rationale:
    'A sandboxed pod has a kernel of its own in a virtual machine of its own: code has to break the one and then the other before it is on the node.',
  find: (container, terrain) =>
    sandboxOf(container.pod, terrain) === 'no'
      ? []
      : openWays({
          to: nodesOf(container.pod, terrain),
          how: `Container ${container.name} runs in a virtual machine of its pod.`,
          barriers: sandboxBarriers(container.pod, terrain),
        }),
  examples: {
    open: [{ manifest: podWith('runtimeClassName: kata-vm-isolation'), facts: { sandbox: 'outdated' } }],
    barred: [
      { manifest: podWith('runtimeClassName: kata-vm-isolation'), facts: { sandbox: 'patched' } },
      { manifest: podWith('runtimeClassName: "{{ .Values.runtimeClass }}"'), facts: { sandbox: 'patched' } },
    ],
    closed: ['{}', podWith('runtimeClassName: runc')],
    unknown: [podWith('runtimeClassName: kata-vm-isolation')],
  },
}
