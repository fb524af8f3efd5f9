import { forbidLiteral } from '../../../controls/workload/environment.ts'
import { gpusOf } from '../../../controls/workload/gpus.ts'
import type { Container } from '../../../model/pod.ts'
import { originOf } from '../../../model/known.ts'
import { gpuBarrier } from '../../barriers/kernel.ts'
import { type Condition, openWhere } from '../../steps/condition.ts'
import { podWith } from '../../examples/example-pods.ts'
import { nodesOf, sandboxBarriersOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'

export const gpuStackFlaw: Technique<'container'> = {
  id: 'ESC_GPU_STACK',
  name: 'gpu-stack-flaw',
  title: 'A flaw of the GPU stack opens the node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1068'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['X.gpu', 'R.patch', 'X.hypervisor', 'V.sandbox'],
  controls: ['untrusted-pod-without-sandbox', 'all-gpus-visible'],
  rationale:
    'A container with a GPU talks to the driver in the node’s kernel, and a toolkit prepares it as root of the node, by what the image and its environment say. Images have led the toolkit out of the container before (CVE-2024-0132, CVE-2025-23266). In a virtual machine driver and toolkit are the guest’s, and the hypervisor stands behind them.',
  find: (container, terrain) =>
    openWhere([getsGpu(container)], () => ({
      to: nodesOf(container.pod, terrain),
      how: `Container ${container.name} uses the GPU stack of its node.`,
      barriers: [...gpuBarrier(terrain), ...sandboxBarriersOf(container.pod, terrain)],
    })),
  examples: {
    open: [
      { manifest: 'resources: { limits: { nvidia.com/gpu: 1 } }', facts: { gpuStack: 'outdated' } },
      { manifest: 'resources: { limits: { nvidia.com/mig-1g.5gb: 1 } }', facts: { gpuStack: 'outdated' } },
      { manifest: 'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]', facts: { gpuStack: 'outdated' } },
    ],
    barred: [
      { manifest: 'resources: { limits: { nvidia.com/gpu: 1 } }', facts: { gpuStack: 'patched' } },
      {
        manifest: podWith(
          'runtimeClassName: kata-qemu-nvidia-gpu',
          'resources: { limits: { nvidia.com/gpu: 1 } }',
        ),
        facts: { gpuStack: 'outdated', sandbox: 'patched' },
      },
    ],
    closed: ['{}', 'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: void }]'],
    unknown: [
      'resources: { limits: { nvidia.com/gpu: 1 } }',
      { manifest: 'resources: { claims: [{ name: device }] }', facts: { gpuStack: 'outdated' } },
      {
        manifest: 'env: [{ name: NVIDIA_VISIBLE_DEVICES, value: "{{ .Values.gpus }}" }]',
        facts: { gpuStack: 'outdated' },
      },
    ],
  },
}

const none: ReadonlySet<string> = new Set(['', 'none', 'void'])

/** By a resource, by the variable that the NVIDIA runtime reads, or by a claim on a device of whatever kind. */
function getsGpu(container: Container): Condition {
  const question = `whether container ${container.name} gets a GPU`
  if (gpusOf(container).length > 0) return { is: 'yes', origin: container.origin, question }
  const { verdict } = forbidLiteral(
    container,
    ({ name, value }) => name === 'NVIDIA_VISIBLE_DEVICES' && !none.has(value),
    () => question,
  )
  if (verdict === 'fail') return { is: 'yes', origin: container.origin, question }
  const [claim] = container.claims
  if (verdict === 'pass' && claim === undefined) return { is: 'no', question }
  return { is: 'unknown', origin: claim === undefined ? container.origin : originOf(claim), question }
}
