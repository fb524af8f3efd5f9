import { override } from '../../../model/known.ts'
import { closedBy, conditionOn, openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { mayRunLinux } from '../../nodes/linux.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const hostProcessEscape: Technique<'container'> = {
  id: 'ESC_HOST_PROCESS',
  name: 'host-process-escape',
  title: 'A HostProcess container is on its Windows node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: ['MS-TA9018'],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy'],
  controls: ['windows-host-process'],
  rationale:
    'On Windows a HostProcess container is a process of the node, with the node’s files and network and, by default, the rights of SYSTEM. There is nothing to escape from.',
  drift: {
    rejectedBy: 'baseline',
    field: 'host-process',
    to: ({ pod }, terrain) => (mayRunLinux(pod) ? [] : nodesOf(pod, terrain)),
  },
  find: (container, terrain) => {
    const { name, pod, securityContext } = container
    const field = override(securityContext.windows.hostProcess, pod.securityContext.windows.hostProcess)
    const question = `whether container ${name} runs as a process of its Windows node`
    return openWhere(
      [
        closedBy(
          'windows-host-process',
          conditionOn(field, (on) => on, question),
        ),
      ],
      () => ({
        to: nodesOf(pod, terrain),
        how: `Container ${name} runs as a process of its Windows node.`,
        barriers: [],
      }),
    )
  },
  examples: {
    open: [
      'securityContext: { windowsOptions: { hostProcess: true } }',
      pod('{ windowsOptions: { hostProcess: true } }', '{}'),
    ],
    barred: [],
    closed: [
      '{}',
      pod('{ windowsOptions: { hostProcess: true } }', '{ windowsOptions: { hostProcess: false } }'),
    ],
    unknown: ['securityContext: { windowsOptions: { hostProcess: "{{ .Values.host }}" } }'],
  },
}

function pod(podContext: string, containerContext: string): string {
  const spec = `os: { name: windows }\nhostNetwork: true\nsecurityContext: ${podContext}`
  return podWith(spec, `securityContext: ${containerContext}`)
}
