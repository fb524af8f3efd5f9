import { isKnown, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { anyOf, doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { limitVerdict } from './limits.ts'

export const emptyDirUnbounded: Control<'pod'> = {
  id: 'BH-0261',
  name: 'empty-dir-unbounded',
  title: 'Scratch volume may fill the disk of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.eph'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'An emptyDir lies on the node’s disk. Without a bound hostile code fills it, and the kubelet evicts neighbours to make room.',
  remediation:
    'Set `sizeLimit` on the volume, or `resources.limits.ephemeral-storage` on a container, which bounds the whole pod.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) => {
    const bound = boundOf(pod, platform)
    if (bound.verdict === 'pass') return pass()
    return every(
      pod.volumes.filter((volume) => volume.type === 'emptyDir' && !isKnown(volume.medium, 'Memory')),
      ({ name, sizeLimit, origin }) => {
        const message = `Volume ${valueOf(name) ?? '(template)'} of ${pod.kind} ${pod.name} may grow until the node’s disk is full.`
        if (sizeLimit.state === 'hidden') return doubtful(message, sizeLimit.reason, sizeLimit.origin)
        if (sizeLimit.value !== undefined) return pass()
        return bound.verdict === 'unknown' ? doubtful(message, hiddenLimit, origin) : fail(message, origin)
      },
    )
  },
  examples: {
    fail: ['volumes: [{ name: tmp, emptyDir: {} }]'],
    pass: [
      'volumes: [{ name: tmp, emptyDir: { sizeLimit: 1Gi } }]',
      'volumes: [{ name: shm, emptyDir: { medium: Memory } }]',
      '{}',
      'containers: [{ name: a, image: a, resources: { limits: { ephemeral-storage: 1Gi } } }]\nvolumes: [{ name: tmp, emptyDir: {} }]',
    ],
    unknown: [
      'volumes: [{ name: tmp, emptyDir: { sizeLimit: "{{ .Values.size }}" } }]',
      'containers: [{ name: a, image: a, resources: { limits: { ephemeral-storage: "{{ .Values.disk }}" } } }]\nvolumes: [{ name: tmp, emptyDir: {} }]',
    ],
  },
}

const hiddenLimit = 'a limit of its containers cannot be read'

/** The limits of the containers together bound the pod, its emptyDirs included (kubelet, eviction manager). */
function boundOf({ containers }: Pod, platform: Platform): Verdict {
  const main = containers.filter(({ role }) => role === 'main')
  return anyOf(main.map((container) => limitVerdict(container, 'ephemeral-storage', platform)))
}
