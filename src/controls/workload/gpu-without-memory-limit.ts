import type { Container } from '../../model/pod.ts'
import { originOf, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Control } from '../control.ts'
import { fail } from '../verdict.ts'
import { gpusOf } from './gpus.ts'
import { limitVerdict } from './limits.ts'

export const gpuWithoutMemoryLimit: Control<'container'> = {
  id: 'BH-0263',
  name: 'gpu-without-memory-limit',
  title: 'GPU container may take all memory of its node',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem', 'Q.gpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'GPU nodes are few, dear and shared. A container that fills the node’s memory takes down every model on it, and loading weights alone can do that.',
  remediation: 'Set `resources.limits.memory` beside the GPU.',
  applies: 'container',
  when: (container) => gpusOf(container).length > 0,
  check: (container, platform) => {
    const verdict = limitVerdict(container, 'memory', platform)
    return verdict.verdict === 'fail' && verdict.evidence.length === 0
      ? fail(verdict.message, gpuPlace(container))
      : verdict
  },
  examples: {
    fail: [
      'resources: { limits: { nvidia.com/gpu: 1 } }',
      'resources: { limits: { nvidia.com/mig-1g.5gb: 1, cpu: 4 } }',
    ],
    pass: ['resources: { limits: { nvidia.com/gpu: 1, memory: 64Gi } }'],
    unknown: ['resources: { limits: { nvidia.com/gpu: 1, memory: "{{ .Values.memory }}" } }'],
  },
}

/** Where the GPU is asked for: the limit belongs beside it. */
function gpuPlace(container: Container): Origin | undefined {
  const [name = ''] = gpusOf(container)
  return originOf(container.limits.get(name) ?? container.requests.get(name) ?? unset())
}
