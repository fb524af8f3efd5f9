import { kernelBarriers } from '../../barriers/kernel.ts'
import { sandboxDoubt, sandboxOf } from '../../barriers/sandbox.ts'
import { doubted } from '../../steps/doubt.ts'
import { podWith } from '../../examples/example-pods.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Container } from '../../../model/pod.ts'
import type { Terrain } from '../../terrain.ts'

export const kernelFlaw: Technique<'container'> = {
  id: 'ESC_KERNEL',
  name: 'kernel-flaw',
  title: 'A flaw of the shared kernel opens the node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1068', 'T1611'],
  matrix: [],
  vector: 'escape',
  barriers: [
    'X.kernel',
    'K.patch',
    'K.seccomp',
    'K.lsm',
    'K.caps',
    'K.nonroot',
    'K.nnp',
    'K.userns',
    'V.sandbox',
  ],
  controls: [
    'untrusted-pod-without-sandbox',
    'seccomp-profile-missing',
    'capabilities-not-dropped',
    'non-root-not-enforced',
    'privilege-escalation-allowed',
    'user-namespace-not-used',
  ],
  rationale:
    'Plain containers are processes of one kernel. Whoever knows a flaw in it is root on the node, whatever the manifest says; seccomp, capabilities, users and namespaces hide some flaws and not others, and a privileged container has most of them off. A sandboxed pod whose next version forgets its runtime class is a plain one.',
  drift: {
    rejectedBy: 'policy',
    field: 'sandbox',
    to: ({ pod }, terrain) => nodesOf(pod, terrain),
    barriers: kernelBarriers,
  },
  find: openings,
  examples: {
    open: [
      { manifest: '{}', facts: { nodeKernel: 'outdated' } },
      // No switch hides a flaw that everybody knows.
      {
        manifest:
          'securityContext: { runAsUser: 1000, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }',
        facts: { nodeKernel: 'outdated' },
      },
    ],
    barred: [
      { manifest: '{}', facts: { nodeKernel: 'patched' } },
      { manifest: 'securityContext: { capabilities: { drop: [ALL] } }', facts: { nodeKernel: 'patched' } },
      { manifest: 'securityContext: { privileged: true }', facts: { nodeKernel: 'patched' } },
      { manifest: podWith('runtimeClassName: runc'), facts: { nodeKernel: 'patched' } },
    ],
    closed: [podWith('runtimeClassName: kata-vm-isolation'), podWith('runtimeClassName: gvisor')],
    unknown: ['{}', podWith('runtimeClassName: "{{ .Values.runtimeClass }}"')],
  },
}

/** A runtime class that cannot be told may be a plain one. */
function openings(container: Container, terrain: Terrain): readonly Opening[] {
  const { pod } = container
  const sandbox = sandboxOf(pod, terrain)
  if (sandbox === 'yes') return []
  return openWays({
    to: nodesOf(pod, terrain),
    how: `Container ${container.name} runs on the kernel of its node.`,
    barriers: kernelBarriers(container, terrain),
    ...doubted(sandbox === 'no' ? undefined : sandboxDoubt(pod)),
  })
}
