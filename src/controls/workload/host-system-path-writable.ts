import type { VolumeMount } from '../../model/container.ts'
import { valueOf } from '../../model/known.ts'
import type { Container } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { every } from '../verdict.ts'
import { isBelow, normalisePath } from './host-paths.ts'
import { isNodeState } from './node-state-mounted.ts'
import { demandField } from './security-context.ts'

export const hostSystemPathWritable: Control<'container'> = {
  id: 'BH-0811',
  name: 'host-system-path-writable',
  title: "Container may write below its host's system directories",
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.ro', 'D.sep'],
  vector: 'escape',
  references: [],
  rationale:
    'The host’s services and its administrators trust what lies below /etc or /usr: hostile code changes settings, certificates or programs there, and the host acts on them, mostly as root.',
  remediation:
    'Mount the path `:ro`, or keep what the service writes in a volume or a folder of its own, such as /srv/llm.',
  applies: 'container',
  when: (container) => container.pod.orchestrator === 'docker' && systemMountsOf(container).length > 0,
  check: (container) =>
    every(systemMountsOf(container), ({ path, readOnly, origin }) =>
      demandField(readOnly, (on) => on, {
        message: `Container ${container.name} may write to ${path} of its host.`,
        parent: origin,
      }),
    ),
  examples: {
    fail: [
      serviceWith('/etc/llm:/etc/llm'),
      serviceWith('/usr/local/bin:/tools:rw'),
      serviceWith('/etc/../lib/modules/:/lib/modules'),
    ],
    pass: [serviceWith('/etc/localtime:/etc/localtime:ro')],
    unknown: [
      'services: { llm: { image: llm, volumes: [{ type: bind, source: /etc/llm, target: /m, read_only: "${RO}" }] } }',
    ],
  },
}

const systemDirectories = ['/bin', '/boot', '/etc', '/lib', '/lib64', '/proc', '/sbin', '/sys', '/usr']

interface HostMount extends Pick<VolumeMount, 'readOnly' | 'origin'> {
  /** Of the host. */
  readonly path: string
}

/** Where a path cannot be read, `system-directory-mounted` says so; it and `node-state-mounted` judge their own. */
function systemMountsOf({ pod, mounts }: Container): readonly HostMount[] {
  const paths = new Map(pod.volumes.map(({ name, hostPath }) => [valueOf(name), valueOf(hostPath)]))
  return mounts.flatMap(({ volume, readOnly, origin }) => {
    const path = normalisePath(paths.get(valueOf(volume)) ?? '')
    const isSystem = systemDirectories.some((folder) => isBelow(path, folder))
    return isSystem && !isNodeState(path) ? [{ path, readOnly, origin }] : []
  })
}

function serviceWith(volume: string): string {
  return `services: { llm: { image: llm, volumes: ["${volume}"] } }`
}
