import { isPrivileged } from '../../ways/capabilities.ts'
import { podWith } from '../../examples/example-pods.ts'
import { nodesOf, openByPower, powerBarriers } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const privilegedEscape: Technique<'container'> = {
  id: 'ESC_PRIVILEGED',
  name: 'privileged-escape',
  title: 'A privileged container takes its node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: ['MS-TA9018'],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest', 'X.hypervisor', 'V.sandbox'],
  controls: [
    'privileged-container',
    'untrusted-pod-without-sandbox',
    'may-run-as-root',
    'user-namespace-not-used',
  ],
  rationale:
    'Privileged code sees every device of its node and holds every capability: as root it mounts the node’s disk and is root there. Another user has neither until it becomes root, and root in a user namespace of its own has them in there only. In a sandbox it rules the guest kernel and stands before the hypervisor.',
  drift: {
    rejectedBy: 'baseline',
    field: 'privileged',
    to: (container, terrain) => nodesOf(container.pod, terrain),
    barriers: powerBarriers,
  },
  find: (container, terrain) =>
    openByPower(container, terrain, { holding: [isPrivileged(container)], does: 'runs privileged' }),
  examples: {
    open: [
      'securityContext: { privileged: true }',
      'securityContext: { privileged: yes }',
      'securityContext: { privileged: true, runAsUser: 0, seccompProfile: { type: RuntimeDefault } }',
      'securityContext: { privileged: true, capabilities: { drop: [ALL] } }',
    ],
    barred: [
      {
        manifest: podWith('runtimeClassName: kata-vm-isolation', 'securityContext: { privileged: true }'),
        facts: { sandbox: 'patched' },
      },
      {
        manifest: podWith('hostUsers: false', 'securityContext: { privileged: true }'),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      'securityContext: {}',
      'securityContext: { privileged: false }',
      podWith('os: { name: windows }', 'securityContext: { privileged: true }'),
      podWith('nodeSelector: { kubernetes.io/os: windows }', 'securityContext: { privileged: true }'),
    ],
    unknown: [
      'securityContext: { privileged: "{{ .Values.debug }}" }',
      // A program of the image may still make it root.
      {
        manifest: 'securityContext: { privileged: true, runAsUser: 1000 }',
        facts: { nodeKernel: 'patched' },
      },
      podWith('runtimeClassName: "{{ .Values.runtimeClass }}"', 'securityContext: { privileged: true }'),
    ],
  },
}
