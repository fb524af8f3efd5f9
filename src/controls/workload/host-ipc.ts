import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const hostIpc: Control<'pod'> = {
  id: 'BH-0103',
  name: 'host-ipc',
  title: "Pod shares its node's IPC namespace",
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:hostNamespaces',
    'cis-aks-1.8:4.2.3',
    'cis-docker-1.6-docker-bench:5.17',
    'checkov:CKV_K8S_18',
    'trivy:KSV-0008',
    'kubescape:C-0038',
    'kubescape:C-0276',
    'kube-linter:host-ipc',
    'polaris:hostIPCSet',
    'cis-aks-1.7:4.2.3',
    'cis-1.12:5.2.4',
    'cis-1.11:5.2.4',
    'defender-for-containers:802c0637-5a8c-4c98-abd7-7c96d89d6010',
    'docker-security:kernel-namespaces-1',
    'azure-policy:47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
  ],
  rationale:
    'With the node’s IPC namespace, code attaches to the shared memory of other processes on the node. GPU workers exchange tensors and prompts through exactly such segments.',
  remediation:
    'Remove `hostIPC: true`. Where a model needs more shared memory, mount an `emptyDir` with `medium: Memory` and a `sizeLimit` at `/dev/shm`.',
  applies: 'pod',
  check: (pod) => forbid(pod.hostIPC, (on) => on, `${pod.kind} ${pod.name} shares the node's IPC namespace.`),
  fix: { safe: false, set: { hostIPC: false } },
  examples: {
    fail: ['hostIPC: true'],
    pass: ['{}', 'hostIPC: false'],
    unknown: ['hostIPC: {{ .Values.hostIPC }}'],
  },
}
