import { sandboxBarriers, sandboxOf } from '../../barriers/sandbox.ts'
import { nodesOf } from '../../routes-to-node.ts'
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
      : nodesOf(container.pod, terrain).map((to) => ({
          to,
          how: `Container ${container.name} runs in a virtual machine of its pod.`,
          evidence: [],
          barriers: sandboxBarriers(container.pod, terrain),
        })),
  examples: {
    open: [{ manifest: pod('kata-vm-isolation'), facts: { sandbox: 'outdated' } }],
    barred: [
      { manifest: pod('kata-vm-isolation'), facts: { sandbox: 'patched' } },
      { manifest: pod('"{{ .Values.runtimeClass }}"'), facts: { sandbox: 'patched' } },
    ],
    closed: ['{}', pod('runc')],
    unknown: [pod('kata-vm-isolation')],
  },
}

function pod(runtimeClass: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  runtimeClassName: ${runtimeClass}
  containers: [{ name: server, image: model }]`
}
