import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const hostNetwork: Control<'pod'> = {
  id: 'BH-0104',
  name: 'host-network',
  title: "Pod uses its node's network",
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg', 'N.imds'],
  vector: 'insecure-networking',
  references: [
    'pod-security-standards:hostNamespaces',
    'cis-aks-1.8:4.2.4',
    'cis-docker-1.6-docker-bench:5.10',
    'checkov:CKV_K8S_19',
    'trivy:KSV-0009',
    'kubescape:C-0041',
    'kube-linter:host-network',
    'polaris:hostNetworkSet',
    'cis-aks-1.7:4.2.4',
    'cis-1.12:5.2.5',
    'cis-1.11:5.2.5',
    'defender-for-containers:ebc68898-5c0f-4353-a426-4a5f1e737b12',
    'docker-security:kernel-namespaces-1',
    'azure-policy:82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
  ],
  rationale:
    'On the node’s network no NetworkPolicy applies: code listens on every address of the node, reaches the kubelet and other local services, and gets the node’s own identity from the instance metadata service.',
  remediation: 'Remove `hostNetwork: true` and expose the ports that are needed through a Service.',
  applies: 'pod',
  check: (pod) => forbid(pod.hostNetwork, (on) => on, `${pod.kind} ${pod.name} uses the node's network.`),
  fix: { safe: false, set: { hostNetwork: false } },
  examples: {
    fail: ['hostNetwork: true'],
    pass: ['{}', 'hostNetwork: false'],
    unknown: ['hostNetwork: {{ .Values.hostNetwork }}'],
  },
}
