import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { limitVerdict } from './limits.ts'

export const memoryVolumeUnbounded: Control<'pod'> = {
  id: 'BH-0262',
  name: 'memory-volume-unbounded',
  title: 'Volume in memory may fill the memory of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A volume of medium Memory, such as /dev/shm for a model server, is memory of the node. Where neither it nor the containers have a limit, hostile code fills it and the kernel kills neighbours.',
  remediation: 'Set `sizeLimit` on the volume and a memory limit on every container.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) => {
    const bound = boundOf(pod, platform)
    if (bound.verdict === 'pass') return pass()
    return every(
      pod.volumes.filter(
        ({ type, medium }) =>
          type === 'emptyDir' && (medium.state === 'hidden' || ![undefined, ''].includes(medium.value)),
      ),
      ({ name, sizeLimit, medium, origin }) => {
        const message = `Volume ${valueOf(name) ?? '(template)'} of ${pod.kind} ${pod.name} may grow until the node’s memory is full.`
        if (sizeLimit.state === 'hidden') return doubtful(message, sizeLimit.reason, sizeLimit.origin)
        if (sizeLimit.value !== undefined) return pass()
        if (medium.state === 'hidden') return doubtful(message, medium.reason, medium.origin)
        return bound.verdict === 'unknown' ? doubtful(message, hiddenLimit, origin) : fail(message, origin)
      },
    )
  },
  examples: {
    fail: ['volumes: [{ name: shm, emptyDir: { medium: Memory } }]'],
    pass: [
      'volumes: [{ name: shm, emptyDir: { medium: Memory, sizeLimit: 1Gi } }]',
      'volumes: [{ name: tmp, emptyDir: {} }]',
      '{}',
      'containers: [{ name: a, image: a, resources: { limits: { memory: 1Gi } } }]\nvolumes: [{ name: shm, emptyDir: { medium: Memory } }]',
    ],
    unknown: [
      'volumes: [{ name: shm, emptyDir: { medium: Memory, sizeLimit: "{{ .Values.size }}" } }]',
      'containers: [{ name: a, image: a, resources: { limits: { memory: "{{ .Values.memory }}" } } }]\nvolumes: [{ name: shm, emptyDir: { medium: Memory } }]',
    ],
  },
}

const hiddenLimit = 'a limit of its containers cannot be read'

/** Pages of the volume count against the container that wrote them. */
function boundOf({ containers }: Pod, platform: Platform): Verdict {
  return every(
    containers.filter(({ role }) => role === 'main'),
    (container) => limitVerdict(container, 'memory', platform),
  )
}
