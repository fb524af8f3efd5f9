import type { Container } from '../../../model/pod.ts'
import { userNamespaceSwitch } from '../../barriers/kernel.ts'
import { sandboxOf } from '../../barriers/sandbox.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { closedBy, type Condition, conditionOn, openWhere } from '../../steps/condition.ts'
import { podMountingNode } from '../../examples/example-pods.ts'
import { findMount } from '../../ways/host-mounts.ts'
import { mayRunLinux } from '../../nodes/linux.ts'
import { holdsCorePattern } from '../../nodes/node-paths.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const corePattern: Technique<'container'> = {
  id: 'ESC_CORE_PATTERN',
  name: 'core-pattern',
  title: 'A container names the program that handles crashes',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'V.sandbox', 'K.nonroot', 'K.userns'],
  controls: [
    'node-state-mounted',
    'system-directory-mounted',
    'host-path-writable',
    'proc-mount-unmasked',
    'may-run-as-root',
    'untrusted-pod-without-sandbox',
    'user-namespace-not-used',
    'host-path-volume',
    'persistent-volume-on-node',
  ],
  rationale:
    'When a process crashes the kernel starts the program that `core_pattern` names, as root of the node. Whoever writes there, in the node’s /proc or in his own without its masks, names his own and lets something crash: no capability is needed, only the user id of root on the node. The kernel of a sandbox has a `core_pattern` of its own.',
  find: (container, terrain) => {
    const { name, pod } = container
    if (!mayRunLinux(pod) || sandboxOf(pod, terrain) === 'yes') return []
    return openWhere([mayWrite(container, terrain)], () => ({
      to: nodesOf(pod, terrain),
      how: `Container ${name} may write to /proc/sys/kernel of its node.`,
      barriers: [...rootBarriers(container, terrain), ...userNamespaceSwitch(container, terrain)],
    }))
  },
  examples: {
    open: [
      mounting('/proc/sys/kernel'),
      mounting('/proc'),
      mounting('/'),
      // Root of the image, and of the pod, is root too.
      mounting('/proc/sys', '', 'securityContext: { runAsUser: 0 }'),
      mounting('/', 'readOnly: true'),
      'securityContext: { procMount: Unmasked }',
    ],
    barred: [
      {
        manifest: mounting('/proc', '', 'hostUsers: false'),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      '{}',
      mounting('/proc', 'readOnly: true'),
      mounting('/proc/1'),
      mounting('/proc', '', 'runtimeClassName: kata-vm-isolation'),
      'securityContext: { procMount: Default }',
    ],
    unknown: [
      mounting('"{{ .Values.path }}"'),
      'securityContext: { procMount: "{{ .Values.procMount }}" }',
      {
        manifest: mounting('/proc', '', 'securityContext: { runAsUser: 1000 }'),
        facts: { nodeKernel: 'patched' },
      },
    ],
  },
}

function mayWrite(container: Container, { platform }: Terrain): Condition {
  const found = findMount(container, { isMeant: holdsCorePattern, toWrite: true }, platform)
  const question = `whether container ${container.name} has a /proc without masks`
  const { procMount } = container.securityContext
  const isUnmasked = conditionOn(procMount, (type) => type === 'Unmasked', question)
  const own = closedBy('proc-mount-unmasked', isUnmasked)
  return found === undefined || own.is === 'yes' ? own : found.condition
}

function mounting(path: string, mount = '', spec = ''): string {
  return podMountingNode(path, { mount, spec })
}
