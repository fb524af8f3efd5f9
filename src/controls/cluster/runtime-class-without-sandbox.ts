import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { runtimeClass } from './cluster-examples.ts'

export const runtimeClassWithoutSandbox: Control<'runtime-class'> = {
  id: 'BH-0524',
  name: 'runtime-class-without-sandbox',
  title: 'Runtime class promises a sandbox and runs plain runc',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: [],
  rationale:
    'On AKS nodes the handler `untrusted` is runc without any sandbox. Pods that rely on the class share the node’s kernel with everybody.',
  remediation:
    'Use a handler that is a sandbox: `kata` on node pools with Pod Sandboxing, or `runsc` where gVisor is installed.',
  applies: 'runtime-class',
  check: (runtime) =>
    forbid(
      runtime.handler,
      (handler) =>
        handler === 'untrusted' ||
        (handler === 'runc' && /kata|gvisor|runsc|sandbox|isolat|untrusted/.test(runtime.name)),
      `RuntimeClass ${runtime.name} runs its pods in plain runc.`,
    ),
  examples: {
    fail: [
      runtimeClass('sandbox', 'runc'),
      runtimeClass('untrusted', 'untrusted'),
      runtimeClass('kata-models', 'runc'),
    ],
    pass: [
      runtimeClass('kata', 'kata'),
      runtimeClass('gvisor', 'runsc'),
      runtimeClass('runc', 'runc'),
      runtimeClass('nvidia', 'nvidia'),
    ],
    unknown: [runtimeClass('sandbox', "'{{ .Values.handler }}'")],
  },
}
