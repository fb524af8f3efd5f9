import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

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
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: sandbox }\nhandler: runc',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: untrusted }\nhandler: untrusted',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: kata-models }\nhandler: runc',
    ],
    pass: [
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: kata }\nhandler: kata',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: gvisor }\nhandler: runsc',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: runc }\nhandler: runc',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: nvidia }\nhandler: nvidia',
    ],
    unknown: [
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: sandbox }\nhandler: "{{ .Values.handler }}"',
    ],
  },
}
