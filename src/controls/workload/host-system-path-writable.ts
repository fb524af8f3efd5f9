import type { VolumeMount } from '../../model/container.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { every } from '../verdict.ts'
import { isBelow, normalisePath } from './host-paths.ts'
import { hostMountsOf } from './host-path-writable.ts'
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
    every(systemMountsOf(container), (mount) =>
      demandField(mount.readOnly, (on) => on, {
        message: `Container ${container.name} may write to ${hostPathOf(container.pod, mount)} of its host.`,
        parent: mount.origin,
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

/** Where a path cannot be read, `system-directory-mounted` says so; it and `node-state-mounted` judge their own. */
function systemMountsOf(container: Container): readonly VolumeMount[] {
  return hostMountsOf(container).filter((mount) => {
    const path = normalisePath(hostPathOf(container.pod, mount) ?? '')
    return !isNodeState(path) && systemDirectories.some((folder) => isBelow(path, folder))
  })
}

function hostPathOf(pod: Pod, mount: VolumeMount): string | undefined {
  const name = valueOf(mount.volume)
  const volume = pod.volumes.find((candidate) => name !== undefined && isKnown(candidate.name, name))
  return volume === undefined ? undefined : valueOf(volume.hostPath)
}

function serviceWith(volume: string): string {
  return `services: { llm: { image: llm, volumes: ["${volume}"] } }`
}
