import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const hostPid: Control<'pod'> = {
  id: 'BH-0102',
  name: 'host-pid',
  title: "Pod shares its node's process ids",
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:hostNamespaces',
    'cis-aks-1.8:4.2.2',
    'cis-docker-1.6-docker-bench:5.16',
    'checkov:CKV_K8S_17',
    'trivy:KSV-0010',
    'kubescape:C-0038',
    'kubescape:C-0275',
    'kube-linter:host-pid',
    'polaris:hostPIDSet',
    'cis-aks-1.7:4.2.2',
    'cis-1.12:5.2.3',
    'cis-1.11:5.2.3',
    'defender-for-containers:802c0637-5a8c-4c98-abd7-7c96d89d6010',
    'docker-security:kernel-namespaces-1',
    'azure-policy:47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
  ],
  rationale:
    'With the node’s process ids in view, code reads the environment and open files of every other process on the node that its user may, and may send them signals.',
  remediation: 'Remove `hostPID: true`.',
  applies: 'pod',
  check: (pod) => forbid(pod.hostPID, (on) => on, `${pod.kind} ${pod.name} shares the node's process ids.`),
  fix: { safe: false, set: { hostPID: false } },
  examples: {
    fail: ['hostPID: true', 'hostPID: on'],
    pass: ['{}', 'hostPID: false'],
    unknown: ['hostPID: {{ .Values.hostPID }}'],
  },
}
