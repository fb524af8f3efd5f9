import { privilegedContainer } from '../../../controls/workload/privileged-container.ts'
import { nodesOf, sandboxBarriersOf } from '../../routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import { openWhereFails } from '../../verdict-openings.ts'

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
  barriers: ['A.psa', 'A.policy', 'X.hypervisor'],
  controls: ['privileged-container'],
  rationale:
    'Privileged code sees every device of its node and holds every capability: it mounts the node’s disk and is root there. In a sandbox it rules the guest kernel and stands before the hypervisor.',
  drift: { rejectedBy: 'baseline', to: (container, terrain) => nodesOf(container.pod, terrain) },
  find: (container, terrain) =>
    openWhereFails(
      { control: privilegedContainer, asset: container, terrain },
      { to: nodesOf(container.pod, terrain), barriers: sandboxBarriersOf(container.pod, terrain) },
    ),
  examples: {
    open: ['securityContext: { privileged: true }', 'securityContext: { privileged: yes }'],
    barred: [
      {
        manifest: `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  runtimeClassName: kata-vm-isolation
  containers: [{ name: server, image: model, securityContext: { privileged: true } }]`,
        facts: { sandbox: 'patched' },
      },
    ],
    closed: ['securityContext: {}', 'securityContext: { privileged: false }'],
    unknown: ['securityContext: { privileged: "{{ .Values.debug }}" }'],
  },
}
