import type { Control } from '../control.ts'
import { isGpuPod } from './gpus.ts'
import { sandboxVerdict } from './sandbox.ts'

export const untrustedPodWithoutSandbox: Control<'pod'> = {
  id: 'BH-0160',
  name: 'untrusted-pod-without-sandbox',
  title: "Untrusted code runs on its node's kernel",
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['V.sandbox'],
  vector: 'escape',
  references: [
    'owasp-kubernetes:OWASP-K8S-8.3',
    'krol3-container-security-checklist:KROL3-workloads-5',
    'kubernetes-application-security-checklist:K8S-APP-runtime-class-1',
    'kubernetes-security-checklist:K8S-SEC-placement-2',
  ],
  rationale:
    'Every container of a node asks the same kernel. One flaw in it, and hostile code owns the node and all that runs there; a virtual machine or a kernel of its own makes it break through two.',
  remediation:
    'Set `runtimeClassName: kata-vm-isolation` on a node pool with `workloadRuntime: KataVmIsolation`, or use gVisor.',
  applies: 'pod',
  when: (pod, platform) =>
    pod.orchestrator === 'kubernetes' &&
    pod.kind !== 'SandboxTemplate' &&
    // No sandbox of AKS has a GPU: gpu-pod-on-shared-nodes asks what such a pod can have instead.
    !isGpuPod(pod) &&
    platform.trustOf(pod) === 'untrusted',
  check: sandboxVerdict,
  examples: {
    fail: ['{}', 'runtimeClassName: nvidia', withClass('fast', 'runc'), withClass('kata-fast', 'runc')],
    pass: [
      'runtimeClassName: kata-vm-isolation',
      'runtimeClassName: kata-mshv-vm-isolation',
      'runtimeClassName: gvisor',
      withClass('safe', 'runsc'),
    ],
    unknown: ['runtimeClassName: "{{ .Values.runtime }}"', 'runtimeClassName: house-made'],
  },
}

function withClass(name: string, handler: string): string {
  return [
    'apiVersion: node.k8s.io/v1',
    'kind: RuntimeClass',
    `metadata: { name: ${name} }`,
    `handler: ${handler}`,
    '---',
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    `spec: { runtimeClassName: ${name}, containers: [{ name: server, image: llm }] }`,
  ].join('\n')
}
