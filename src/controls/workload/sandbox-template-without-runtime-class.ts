import type { Control } from '../control.ts'
import { sandboxVerdict } from './sandbox.ts'

export const sandboxTemplateWithoutRuntimeClass: Control<'pod'> = {
  id: 'BH-0161',
  name: 'sandbox-template-without-runtime-class',
  title: 'Agent sandbox is no sandbox',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: ['kubescape:C-0297'],
  differs: {
    'kubescape:C-0297': 'Kubescape approves of `gvisor` alone; Kata separates kernels as well.',
  },
  rationale:
    'A SandboxTemplate is made for code that an agent wrote or fetched. Without a sandboxing runtime class the name promises a wall that is not there.',
  remediation: 'Set `runtimeClassName` in the template’s pod to Kata or gVisor.',
  applies: 'pod',
  when: (pod) => pod.kind === 'SandboxTemplate',
  check: sandboxVerdict,
  examples: {
    fail: [template('{}'), template('{ runtimeClassName: runc }')],
    pass: [template('{ runtimeClassName: gvisor }'), template('{ runtimeClassName: kata-qemu }')],
    unknown: [template('{ runtimeClassName: "{{ .Values.runtime }}" }')],
  },
}

function template(spec: string): string {
  const fields = spec === '{}' ? '' : `, ${spec.slice(2, -2)}`
  return [
    'apiVersion: extensions.agents.x-k8s.io/v1alpha1',
    'kind: SandboxTemplate',
    'metadata: { name: agent, namespace: agents }',
    `spec: { podTemplate: { spec: { containers: [{ name: agent, image: agent }]${fields} } } }`,
  ].join('\n')
}
